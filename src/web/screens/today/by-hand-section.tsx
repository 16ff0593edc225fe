import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Today } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { useWords } from '../../words.ts'
import { ApproveRow } from './approve-row.tsx'
import { PreviewSheet } from './preview-sheet.tsx'
import { actionsQuery } from './today-queries.ts'
import { useApproval } from './use-approval.tsx'

/** Steps that a scenario only proposes: nothing happens with them unless a person wants it. */
export function ByHandSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = today.sections.byHand.count
  const list = useInfiniteQuery({ ...actionsQuery('byHand'), enabled: count > 0 })
  const approval = useApproval(today)
  const [looked, setLooked] = useState<number | null>(null)
  if (count === 0) return null
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section id="byHand">
      <div className="section-head">
        <h2>
          {t('today.byHandTitle')}
          <small>{t('today.byHandHint')}</small>
        </h2>
      </div>
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      <table className="rows approve">
        <tbody>
          {rows.map((row, index) => (
            <ApproveRow
              key={row.actionId}
              row={row}
              index={null}
              today={today.on}
              chosen={false}
              current={false}
              onLook={() => setLooked(index)}
            />
          ))}
        </tbody>
      </table>
      <PreviewSheet rows={rows} at={looked} onGo={setLooked} approval={approval} />
    </section>
  )
}
