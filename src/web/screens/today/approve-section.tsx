import { Button, Checkbox } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionRow, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Banner } from '../../design/banner.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { Shortcut } from '../../design/shortcut.tsx'
import { sayCode, useWords } from '../../words.ts'
import { ApproveRow } from './approve-row.tsx'
import { PreviewSheet } from './preview-sheet.tsx'
import { actionsQuery } from './today-queries.ts'
import { useApproval } from './use-approval.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** Messages that wait for a yes: choose, look at each as it will leave, approve one or many. */
export function ApproveSection({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const total = today.sections.toApprove
  const list = useInfiniteQuery({ ...actionsQuery('toApprove'), enabled: total.count > 0 })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [looked, setLooked] = useState<number | null>(null)
  const approval = useApproval(today)
  const picked = rows.filter((row) => chosen.has(row.actionId))
  const approve = () => {
    if (picked.length === 0 || approval.isPending) return
    approval.approve(picked)
    setChosen(new Set())
  }
  const toggle = (row: ActionRow | undefined) => row && setChosen((before) => toggled(before, row.actionId))
  const at = useRowKeys({
    count: rows.length,
    onChoose: (one) => toggle(rows[one]),
    enabled: looked === null,
    onApprove: approve,
  })
  if (total.count === 0) return null
  return (
    <section id="toApprove">
      <Head
        picked={picked}
        total={total.count}
        pending={approval.isPending}
        onLook={() => setLooked(Math.max(0, at))}
        onApprove={approve}
      />
      {approval.error ? <FailureBanner error={approval.error} /> : null}
      <LeftOut left={approval.left} rows={rows} />
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      <ApproveTable
        rows={rows}
        chosen={chosen}
        at={at}
        today={today.on}
        onChoose={setChosen}
        onToggle={toggle}
        onLook={setLooked}
      />
      <div className="rows-foot">
        {list.hasNextPage ? (
          <button type="button" className="link" onClick={() => list.fetchNextPage()}>
            {t('act.more')}
          </button>
        ) : (
          <span />
        )}
        <span>{t('today.leavesIn', { count: today.undoMinutes })}</span>
      </div>
      <PreviewSheet rows={rows} at={looked} onGo={setLooked} approval={approval} />
    </section>
  )
}

type TableProps = {
  readonly rows: readonly ActionRow[]
  readonly chosen: ReadonlySet<string>
  readonly at: number
  readonly today: string
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onToggle: (row: ActionRow) => void
  readonly onLook: (at: number) => void
}

function ApproveTable({ rows, chosen, at, today, onChoose, onToggle, onLook }: TableProps) {
  const { t } = useWords()
  const picked = rows.filter((row) => chosen.has(row.actionId))
  return (
    <table className="rows approve">
      <thead>
        <tr>
          <th>
            <Checkbox
              aria-label={t('today.chooseAll')}
              checked={rows.length > 0 && picked.length === rows.length}
              indeterminate={picked.length > 0 && picked.length < rows.length}
              onChange={(event) =>
                onChoose(new Set(event.currentTarget.checked ? rows.map((row) => row.actionId) : []))
              }
            />
          </th>
          <th>{t('today.debtor')}</th>
          <th>{t('today.tone')}</th>
          <th>{t('today.message')}</th>
          <th>{t('today.why')}</th>
          <th className="number">{t('today.asked')}</th>
          <th>
            <span className="unseen">{t('today.preview')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <ApproveRow
            key={row.actionId}
            row={row}
            index={index}
            today={today}
            chosen={chosen.has(row.actionId)}
            current={index === at}
            onChoose={() => onToggle(row)}
            onLook={() => onLook(index)}
          />
        ))}
      </tbody>
    </table>
  )
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}

type HeadProps = {
  readonly picked: readonly ActionRow[]
  readonly total: number
  readonly pending: boolean
  readonly onLook: () => void
  readonly onApprove: () => void
}

function Head({ picked, total, pending, onLook, onApprove }: HeadProps) {
  const { t } = useWords()
  const totalCents = picked.reduce((sum, row) => sum + row.totalCents, 0)
  return (
    <div className="section-head">
      <h2>
        {t('today.approveTitle')}
        <small>
          {picked.length === 0
            ? t('today.chosenNone', { count: total })
            : t('today.chosen', { count: picked.length, total })}
          {picked.length > 0 ? (
            <>
              {' · '}
              <Amount cents={totalCents} strong />
            </>
          ) : null}
        </small>
      </h2>
      <div className="end">
        <Button leftSection={<Icon name="eye" />} onClick={onLook}>
          {t('today.seeOne')} <Shortcut keys={t('key.space')} />
        </Button>
        <Button
          variant="filled"
          aria-disabled={picked.length === 0}
          title={picked.length === 0 ? t('today.approveNone') : undefined}
          loading={pending}
          onClick={onApprove}
        >
          {picked.length === 0 ? t('preview.approveOne') : t('today.approve', { count: picked.length })}{' '}
          <Shortcut keys="V" />
        </Button>
      </div>
    </div>
  )
}

type LeftProps = { readonly left: ReturnType<typeof useApproval>['left']; readonly rows: readonly ActionRow[] }

/** Who was left out of an approval, and why. */
function LeftOut({ left, rows }: LeftProps) {
  const { t } = useWords()
  if (left.length === 0) return null
  return (
    <Banner icon="warning" mood="attention" alert>
      <p className="strong">{t('today.left', { count: left.length })}</p>
      <ul>
        {left.map((one) => (
          <li key={one.actionId}>
            {t('today.leftOne', {
              who: rows.find((row) => row.actionId === one.actionId)?.debtorName ?? one.actionId,
              why: sayCode('reason', one.code, one.facts),
            })}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
