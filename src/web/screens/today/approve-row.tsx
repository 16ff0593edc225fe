import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { day, daysBetween } from '../../../domain/day.ts'
import type { ActionRow } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { ChannelName } from '../../design/channel-name.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { type Say, sayCode, useWords } from '../../words.ts'

type Props = {
  readonly row: ActionRow
  /** Place under the keys; null in a list that the keys do not walk and that nothing is chosen in. */
  readonly index: number | null
  readonly today: string
  readonly chosen: boolean
  readonly current: boolean
  readonly onChoose?: () => void
  readonly onLook: () => void
}

export function ApproveRow({ row, index, today, chosen, current, onChoose, onLook }: Props) {
  const { t } = useWords()
  return (
    <tr
      data-row={index ?? undefined}
      className={[chosen ? 'chosen' : '', current ? 'current' : ''].join(' ').trim() || undefined}
    >
      <td className="pick">
        {onChoose ? (
          <Checkbox aria-label={t('today.choose', { name: row.debtorName })} checked={chosen} onChange={onChoose} />
        ) : null}
      </td>
      <td className="debtor">
        <DebtorCell row={row} today={today} />
      </td>
      <td className="tone-cell">
        <ToneGlyph tone={row.toneLevel} />
      </td>
      <td className="message">
        <ChannelName channel={row.channel} />
        <span className="second">{sayCode('template', row.templateCode)}</span>
      </td>
      <td className="why-now small mute">{dayOfLadder(row, t)}</td>
      <td className="worth number">
        <Amount cents={row.totalCents} currency={row.currency} strong />
      </td>
      <td className="look">
        <button type="button" className="link" onClick={onLook}>
          {t('today.preview')}
          <span className="unseen"> {row.debtorName}</span>
        </button>
      </td>
    </tr>
  )
}

/** The day of the ladder that calls for the step, counted from the oldest due date, as the scenario counts it. */
function dayOfLadder(row: ActionRow, t: Say): string {
  const days = daysBetween(day(row.oldestDueOn), day(row.plannedOn))
  return days === 0
    ? t('scenarios.offsetZero')
    : t('scenarios.offset', { sign: days < 0 ? '−' : '+', days: Math.abs(days) })
}

/** The debtor, how many invoices, and since when the oldest is owed. */
export function DebtorCell({ row, today }: { readonly row: ActionRow; readonly today: string }) {
  const { t } = useWords()
  const late = daysBetween(day(row.oldestDueOn), day(today))
  const since = late > 0 ? t('today.since', { count: late }) : t('today.dueOn', { on: row.oldestDueOn })
  return (
    <>
      <Link className="who" to="/cases/$caseId" params={{ caseId: row.caseId }}>
        {row.debtorName}
      </Link>
      <span className="second">
        {t('plural.invoice', { count: row.invoiceCount })}, {since}
      </span>
    </>
  )
}
