import { useInfiniteQuery } from '@tanstack/react-query'
import type { ActionRow, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { ChannelName } from '../../design/channel-name.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { dayOfInstant, formatHour } from '../../format-day.ts'
import { currentLanguage, sayCode, useWords } from '../../words.ts'
import { DebtorCell } from './approve-row.tsx'
import { actionsQuery } from './today-queries.ts'
import { useApproval } from './use-approval.tsx'

/** Approved and not gone yet: each can still be taken back. */
export function LeavingSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = today.sections.leaving.count
  const list = useInfiniteQuery({ ...actionsQuery('leaving'), enabled: count > 0 })
  const approval = useApproval(today)
  if (count === 0) return null
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section id="leaving">
      <div className="section-head">
        <h2>
          {t('today.leavingTitle')}
          <small>{t('today.leavingHint')}</small>
        </h2>
      </div>
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      {approval.error ? <FailureBanner error={approval.error} /> : null}
      <table className="rows calls">
        <tbody>
          {rows.map((row) => (
            <LeavingRow key={row.actionId} row={row} today={today.on} onTakeBack={() => approval.takeBack([row])} />
          ))}
        </tbody>
      </table>
      {list.hasNextPage ? (
        <div className="rows-foot">
          <button type="button" className="link" onClick={() => list.fetchNextPage()}>
            {t('act.more')}
          </button>
        </div>
      ) : null}
    </section>
  )
}

type RowProps = { readonly row: ActionRow; readonly today: string; readonly onTakeBack: () => void }

function LeavingRow({ row, today, onTakeBack }: RowProps) {
  const { t } = useWords()
  return (
    <tr>
      <td className="debtor">
        <DebtorCell row={row} today={today} />
      </td>
      <td>
        <ChannelName channel={row.channel} />
        <span className="second">{sayCode('template', row.templateCode)}</span>
      </td>
      <td className="small mute">{row.leavesAt ? whenLeaves(row.leavesAt) : null}</td>
      <td className="worth number">
        <Amount cents={row.totalCents} currency={row.currency} strong />
      </td>
      <td className="look">
        <button type="button" className="link" onClick={onTakeBack}>
          {t('today.takeBack')}
          <span className="unseen"> {row.debtorName}</span>
        </button>
      </td>
    </tr>
  )

  function whenLeaves(instant: string): string {
    if (new Date(instant) < new Date()) return t('today.ready')
    const on = dayOfInstant(instant)
    return on === today
      ? t('today.leavesAt', { hour: formatHour(instant, currentLanguage()) })
      : t('today.leavesOn', { on })
  }
}
