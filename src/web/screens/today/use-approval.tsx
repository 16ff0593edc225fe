import { api } from '../../api.ts'
import type { ActionRow, ApprovalResult, Today } from '../../api-routes.ts'
import { showDone, showUndo } from '../../design/undo-toast.tsx'
import { dayOfInstant, formatDay, formatHour } from '../../format-day.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'

type Decision = { readonly rows: readonly ActionRow[]; readonly decision: 'approved' | 'refused' | 'withdrawn' }

export type Approval = {
  readonly approve: (rows: readonly ActionRow[]) => void
  readonly refuse: (rows: readonly ActionRow[]) => void
  readonly takeBack: (rows: readonly ActionRow[]) => void
  readonly isPending: boolean
  readonly error: Error | null
  readonly left: ApprovalResult['left']
}

/** Approving, refusing, and taking back within the delay before leaving. Nothing is shown as approved before the server says so. */
export function useApproval(today: Today): Approval {
  const { t } = useWords()
  const decide = useChange(
    ({ rows, decision }: Decision) =>
      api('POST /approvals', { body: { actionIds: rows.map((row) => row.actionId), decision } }),
    (result: ApprovalResult, { rows, decision }) => {
      const done = rows.filter((row) => result.done.includes(row.actionId))
      if (done.length === 0) return
      if (decision === 'withdrawn') return showDone(t('today.withdrawn', { count: done.length }))
      if (decision === 'refused') return showDone(t('today.refused', { count: done.length }))
      showUndo(`approved-${Date.now()}`, <Approved done={done} result={result} />, t('act.undo'), () =>
        decide.mutate({ rows: done, decision: 'withdrawn' }),
      )
    },
  )
  return {
    approve: (rows) => decide.mutate({ rows, decision: 'approved' }),
    refuse: (rows) => decide.mutate({ rows, decision: 'refused' }),
    takeBack: (rows) => decide.mutate({ rows, decision: 'withdrawn' }),
    isPending: decide.isPending,
    error: decide.error,
    left: decide.data?.left ?? [],
  }

  function Approved({ done, result }: { readonly done: readonly ActionRow[]; readonly result: ApprovalResult }) {
    const totalCents = done.reduce((sum, row) => sum + row.totalCents, 0)
    return (
      <>
        <b>{t('today.approved', { count: done.length })}</b>,{' '}
        {result.leavesAt
          ? t('today.approvedTotal', { totalCents, when: whenOf(result.leavesAt) })
          : t('today.approvedOff', { totalCents })}
      </>
    )
  }

  function whenOf(instant: string): string {
    const language = currentLanguage()
    const on = dayOfInstant(instant)
    const hour = formatHour(instant, language)
    return on === today.on
      ? t('today.atHour', { hour })
      : t('today.onDayAtHour', { on: formatDay(on, language, 'full'), hour })
  }
}
