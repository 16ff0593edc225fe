import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api.ts'
import type { ActionRow, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { useChange } from '../../query.ts'
import { sayCode, useWords } from '../../words.ts'
import { actionsQuery } from './today-queries.ts'

/** Doubt is decided by a person: uncertain and refused sendings, and questions of the decision. */
export function SortSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = today.sections.toSort.count
  const list = useInfiniteQuery({ ...actionsQuery('toSort'), enabled: count > 0 })
  if (count === 0) return null
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section id="toSort">
      <div className="section-head">
        <h2>
          {t('today.sortTitle')}
          <small>{t('today.sortHint')}</small>
        </h2>
      </div>
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      <ul className="sorting">
        {rows.map((row) => (
          <SortRow key={row.actionId} row={row} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <button type="button" className="link" onClick={() => list.fetchNextPage()}>
          {t('act.more')}
        </button>
      ) : null}
    </section>
  )
}

function SortRow({ row }: { readonly row: ActionRow }) {
  const { t } = useWords()
  const { delivery } = row
  const settle = useChange((outcome: 'sent' | 'not_sent') =>
    api('POST /deliveries/:id/settlements', { params: { id: delivery?.deliveryId ?? '' }, body: { outcome } }),
  )
  const resend = useChange(() => api('POST /actions/:id/resends', { params: { id: row.actionId }, body: {} }))
  const failed = settle.error ?? resend.error
  return (
    <li>
      <Icon name="question" />
      <div>
        <Link className="strong line-link" to="/cases/$caseId" params={{ caseId: row.caseId }}>
          {row.debtorName}
        </Link>
        <p className="small mute">
          {delivery?.state === 'uncertain' ? t('today.uncertainWhy') : null}
          {delivery?.state === 'failed' ? t('today.failedWhy', { reply: delivery.serverReply ?? '' }) : null}
          {delivery ? null : sayCode('reason', row.reason)}
        </p>
        {failed ? <FailureBanner error={failed} /> : null}
      </div>
      <span className="number">
        <Amount cents={row.totalCents} currency={row.currency} strong />
      </span>
      <span className="acts">
        {delivery?.state === 'uncertain' ? (
          <>
            <Button loading={settle.isPending} onClick={() => settle.mutate('sent')}>
              {t('today.wasSent')}
            </Button>
            <Button loading={settle.isPending} onClick={() => settle.mutate('not_sent')}>
              {t('today.wasNotSent')}
            </Button>
          </>
        ) : null}
        {delivery?.state === 'failed' ? (
          <Button loading={resend.isPending} onClick={() => resend.mutate(undefined)}>
            {t('today.resend')}
          </Button>
        ) : null}
        {delivery?.state === 'uncertain' ? null : (
          <Button component={Link} to={`/cases/${row.caseId}`}>
            {t('today.open')}
          </Button>
        )}
      </span>
    </li>
  )
}
