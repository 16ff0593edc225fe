import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, api } from '../../api.ts'
import type { ActionRow, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { ChannelName } from '../../design/channel-name.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { DebtorCell } from './approve-row.tsx'
import { PreviewSheet } from './preview-sheet.tsx'
import { actionsQuery } from './today-queries.ts'

/** Letters approved and not yet posted: one PDF in folding order, then « posted ». */
export function PrintSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = today.sections.toPrint.count
  const list = useInfiniteQuery({ ...actionsQuery('toPrint'), enabled: count > 0 })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const [looked, setLooked] = useState<number | null>(null)
  const post = useChange(
    () => api('POST /postings', { body: { actionIds: rows.map((row) => row.actionId), on: today.on } }),
    () => showDone(t('today.postedDone', { count: rows.length })),
  )
  if (count === 0) return null
  return (
    <section id="toPrint">
      <div className="section-head">
        <h2>
          {t('today.printTitle')}
          <small>{t('today.letters', { count })}</small>
        </h2>
        <div className="end">
          <Button
            component="a"
            href={addressOf('/letters', {}, { on: today.on })}
            target="_blank"
            leftSection={<Icon name="printer" />}
          >
            {t('today.printAll')}
          </Button>
          <Button loading={post.isPending} onClick={() => post.mutate(undefined)}>
            {t('today.posted')}
          </Button>
        </div>
      </div>
      {post.isError ? <FailureBanner error={post.error} /> : null}
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      <table className="rows prints">
        <thead>
          <tr>
            <th>{t('today.debtor')}</th>
            <th>{t('today.tone')}</th>
            <th>{t('today.envelope')}</th>
            <th className="number">{t('today.asked')}</th>
            <th>
              <span className="unseen">{t('today.preview')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <PrintRow key={row.actionId} row={row} today={today.on} onLook={() => setLooked(index)} />
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
      <PreviewSheet rows={rows} at={looked} onGo={setLooked} approval={null} />
    </section>
  )
}

function PrintRow({
  row,
  today,
  onLook,
}: {
  readonly row: ActionRow
  readonly today: string
  readonly onLook: () => void
}) {
  const { t } = useWords()
  return (
    <tr>
      <td className="debtor">
        <DebtorCell row={row} today={today} />
      </td>
      <td>
        <ToneGlyph tone={row.toneLevel} />
      </td>
      <td>
        <ChannelName channel={row.channel} />
      </td>
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
