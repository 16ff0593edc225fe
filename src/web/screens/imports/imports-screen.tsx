import './imports.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportBatch } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Banner } from '../../design/banner.tsx'
import { Day } from '../../design/day.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { dayOfInstant } from '../../format-day.ts'
import { useWords } from '../../words.ts'
import { creditorsQuery } from '../settings/settings-queries.ts'
import { DropFile } from './drop-file.tsx'
import { importsQuery } from './import-queries.ts'

/** A file goes in; nothing is written before a yes. */
export function ImportsScreen() {
  const { t } = useWords()
  const creditors = useQuery(creditorsQuery)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('imports.title')}</h1>
          <p className="lead">{t('imports.lead')}</p>
        </div>
      </div>
      {creditors.error ? <FailureBanner error={creditors.error} onRetry={creditors.refetch} /> : null}
      {creditors.data?.items.length === 0 ? (
        <Banner
          icon="person"
          mood="attention"
          end={
            <Link className="link" to="/settings/creditors/$creditorId" params={{ creditorId: 'new' }}>
              {t('creditor.firstTitle')}
            </Link>
          }
        >
          {t('imports.needsCreditor')}
        </Banner>
      ) : null}
      {creditors.data && creditors.data.items.length > 0 ? <DropFile creditors={creditors.data.items} /> : null}
      <History />
    </>
  )
}

function History() {
  const { t } = useWords()
  const list = useInfiniteQuery(importsQuery)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.error) return <FailureBanner error={list.error} onRetry={list.refetch} />
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{t('imports.history')}</h2>
      <table className="rows">
        <thead>
          <tr>
            <th>{t('imports.file')}</th>
            <th>{t('imports.when')}</th>
            <th>{t('imports.result')}</th>
            <th className="number">{t('case.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <HistoryRow key={row.importId} row={row} />
          ))}
        </tbody>
      </table>
      {list.hasNextPage ? (
        <button type="button" className="link" onClick={() => list.fetchNextPage()}>
          {t('act.more')}
        </button>
      ) : null}
    </section>
  )
}

function HistoryRow({ row }: { readonly row: ImportBatch }) {
  const { t } = useWords()
  return (
    <tr>
      <td>
        <Link className="who" to="/imports/$importId" params={{ importId: row.importId }}>
          {row.fileName}
        </Link>
        <span className="second">{row.createdByName}</span>
      </td>
      <td>
        <Day on={dayOfInstant(row.createdAt)} />
      </td>
      <td>{t(`imports.stateOf.${row.state}`)}</td>
      <td className="number">
        <Amount cents={row.totalCents} />
      </td>
    </tr>
  )
}
