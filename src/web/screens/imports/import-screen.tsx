import './imports.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../api.ts'
import type { ImportFile } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Banner } from '../../design/banner.tsx'
import { Day } from '../../design/day.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { formatAmount } from '../../format-amount.ts'
import { dayOfInstant } from '../../format-day.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'
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
            {refused ? null : <Totals file={file} />}
          </p>
        </div>
        {refused ? null : <Acts file={file} />}
      </div>
      <Remarks file={file} />
      <Counts counts={file.counts} />
      <Absent file={file} />
      <Problems problems={file.problems} left={file.counts.problemsLeft} />
      {file.inspection && file.state === 'previewed' ? (
        <MappingSection importId={file.importId} inspection={file.inspection} />
      ) : null}
    </>
  )
}

/** What the file brings, one currency after the other: two are never added. */
function Totals({ file }: { readonly file: ImportFile }) {
  const { t } = useWords()
  const language = currentLanguage()
  return file.counts.totals.map(({ currency, invoicedCents, creditedCents }) => (
    <span key={currency}>
      {invoicedCents > 0
        ? ` · ${t('imports.brings', { amount: formatAmount(invoicedCents, language, currency) })}`
        : null}
      {creditedCents > 0
        ? ` · ${t('imports.credits', { amount: formatAmount(creditedCents, language, currency) })}`
        : null}
    </span>
  ))
}

function Remarks({ file }: { readonly file: ImportFile }) {
  const { t } = useWords()
  return (
    <>
      {file.committedBeforeAt && file.state === 'previewed' ? (
        <Banner icon="check" mood="coming">
          {t('imports.before', { on: dayOfInstant(file.committedBeforeAt) })}
        </Banner>
      ) : null}
      {file.counts.history > 0 ? (
        <p className="mute import-remark">{t('imports.historyCount', { count: file.counts.history })}</p>
      ) : null}
    </>
  )
}

/** Invoices still open here that a newer list no longer names: nobody should be chased for them before a look. */
function Absent({ file }: { readonly file: ImportFile }) {
  const { t } = useWords()
  if (file.absent.length === 0) return null
  return (
    <section>
      <h2>
        {t('imports.absent')}
        <small>{t('imports.absentHint')}</small>
      </h2>
      <table className="rows">
        <tbody>
          {file.absent.map((one) => (
            <tr key={`${one.number} ${one.debtorName}`}>
              <td className="who">{one.number}</td>
              <td>{one.debtorName}</td>
              <td>
                <Day on={one.dueOn} />
              </td>
              <td className="number">
                <Amount cents={one.openCents} currency={one.currency} strong />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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
