import './imports.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../api.ts'
import type { ImportFile } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Banner } from '../../design/banner.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { Counts, newLines } from './import-counts.tsx'
import { importQuery } from './import-queries.ts'
import { MappingSection } from './mapping-section.tsx'
import { Problems } from './problems.tsx'

const route = getRouteApi('/office/imports/$importId')

/** One file: what was understood, what is wrong and where, then yes, then the way back. */
export function ImportScreen() {
  const { t } = useWords()
  const { importId } = route.useParams()
  const { data: file, error, refetch } = useQuery(importQuery(importId))
  return (
    <>
      <p className="crumb">
        <Link to="/imports">{t('imports.title')}</Link>
        <Icon name="chevronRight" />
        <span>{file?.fileName}</span>
      </p>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      {!file && !error ? <p className="waiting">{t('wait')}</p> : null}
      {file ? <OneImport key={file.importId} file={file} /> : null}
    </>
  )
}

function OneImport({ file }: { readonly file: ImportFile }) {
  const { t } = useWords()
  const refused = file.problems.find((problem) => problem.severity === 'file_refused')
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{file.fileName}</h1>
          <p className="lead">
            {t(`imports.stateOf.${file.state}`)}
            {refused ? null : (
              <>
                {' · '}
                <Amount cents={file.totalCents} />
              </>
            )}
          </p>
        </div>
        {refused ? null : <Acts file={file} />}
      </div>
      <Counts counts={file.counts} />
      <Problems problems={file.problems} />
      {file.inspection && file.state === 'previewed' ? (
        <MappingSection importId={file.importId} inspection={file.inspection} />
      ) : null}
    </>
  )
}

function Acts({ file }: { readonly file: ImportFile }) {
  const { t } = useWords()
  const count = newLines(file.counts)
  const commit = useChange(() => api('POST /imports/:id/commitments', { params: { id: file.importId }, body: {} }))
  const undo = useChange(() => api('POST /imports/:id/undos', { params: { id: file.importId }, body: {} }))
  const failed = commit.error ?? undo.error
  if (file.state === 'undone') return <Banner icon="check">{t('imports.undone')}</Banner>
  return (
    <div className="import-acts">
      <div className="form-end">
        {file.state === 'previewed' ? (
          <Button
            variant="filled"
            size="md"
            aria-disabled={count === 0}
            loading={commit.isPending}
            onClick={() => count > 0 && commit.mutate(undefined)}
          >
            {count === 0 ? t('imports.commitNone') : t('imports.commit', { count })}
          </Button>
        ) : (
          <>
            <Button variant="filled" size="md" component={Link} to="/today">
              {t('imports.seeToday')}
            </Button>
            <Button
              size="md"
              loading={undo.isPending}
              onClick={() => undo.mutate(undefined)}
              title={t('imports.undoLead')}
            >
              {t('imports.undo')}
            </Button>
          </>
        )}
      </div>
      {failed ? <FailureBanner error={failed} /> : null}
    </div>
  )
}
