import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionRow, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { formatPhone } from '../../format-phone.ts'
import { sayCode, useWords } from '../../words.ts'
import { DebtorCell } from './approve-row.tsx'
import { CallSheet } from './call-sheet.tsx'
import { actionsQuery } from './today-queries.ts'

/** Calls of the day by stake; SMS are sent by hand too, and stand here with them. */
export function CallSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = today.sections.toCall.count
  const list = useInfiniteQuery({ ...actionsQuery('toCall'), enabled: count > 0 })
  const [called, setCalled] = useState<ActionRow | null>(null)
  if (count === 0) return null
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section id="toCall">
      <div className="section-head">
        <h2>
          {t('today.callTitle')}
          <small>{t('today.byStake')}</small>
        </h2>
      </div>
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      <table className="rows calls">
        <thead>
          <tr>
            <th>{t('today.debtor')}</th>
            <th>{t('today.reason')}</th>
            <th>{t('today.phone')}</th>
            <th className="number">{t('today.asked')}</th>
            <th>
              <span className="unseen">{t('today.call')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CallRow key={row.actionId} row={row} today={today.on} onCall={() => setCalled(row)} />
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
      <CallSheet row={called} today={today.on} onClose={() => setCalled(null)} />
    </section>
  )
}

function CallRow({
  row,
  today,
  onCall,
}: {
  readonly row: ActionRow
  readonly today: string
  readonly onCall: () => void
}) {
  const { t } = useWords()
  return (
    <tr>
      <td className="debtor">
        <DebtorCell row={row} today={today} />
      </td>
      <td className="small mute">{sayCode('template', row.templateCode)}</td>
      <td className="phone small unbroken">
        {row.phone ? (
          <a className="line-link" href={`tel:${row.phone}`}>
            {formatPhone(row.phone)}
          </a>
        ) : null}
      </td>
      <td className="worth number">
        <Amount cents={row.totalCents} currency={row.currency} strong />
      </td>
      <td className="look">
        <Button leftSection={<Icon name={row.channel === 'sms' ? 'sms' : 'phone'} />} onClick={onCall}>
          {t(row.channel === 'sms' ? 'today.text' : 'today.call')}
        </Button>
      </td>
    </tr>
  )
}
