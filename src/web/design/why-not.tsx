import type { ReactNode } from 'react'
import type { Reason } from '../../domain/decision.ts'
import { sayCode, useWords } from '../words.ts'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  /** What a person can do about a reason, beside it. */
  readonly actOf?: (code: string) => ReactNode
  readonly reasons: readonly Reason[]
  /** The case acts: its reasons are why today, not what holds it. */
  readonly acts?: boolean
}

/** « Pourquoi rien n’est parti ? »: each reason of the decision, and the day on which it falls by itself. */
export function WhyNot({ reasons, acts = false, actOf }: Props) {
  const { t } = useWords()
  if (reasons.length === 0) return <p className="small">{t('case.nothingHolds')}</p>
  return (
    <ul className="why">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${JSON.stringify(reason.facts)}`}>
          <span className={acts ? 'why-go' : 'why-hold'}>
            <Icon name={acts ? 'check' : iconOfReason(reason.code)} />
          </span>
          <span>
            {sayCode('reason', reason.code, reason.facts)}
            {reason.freeOn && !acts ? ` ${t('case.freeOn', { on: reason.freeOn })}` : ''} {actOf?.(reason.code)}
          </span>
        </li>
      ))}
    </ul>
  )
}

const ICONS: Readonly<Record<string, IconName>> = {
  hold_promise: 'heart',
  hold_plan: 'list',
  hold_pause: 'pause',
  hold_dispute: 'warning',
  hold_insolvency: 'scales',
  hold_reply: 'reply',
  promise_broken: 'heart',
  minimum_gap: 'clock',
  weekly_cap: 'clock',
  next_step_later: 'clock',
  not_a_business_day: 'calendar',
  no_address: 'pin',
  payments_not_fresh: 'bank',
  below_floor: 'euro',
  direct_debit: 'bank',
  ladder_climbed: 'scales',
  time_barred: 'scales',
  delivery_failed: 'cross',
  credit_to_allocate: 'euro',
  delivery_uncertain: 'question',
  nothing_owed: 'check',
}

/** The shape of a reason, the same wherever it is said. */
export function iconOfReason(code: string): IconName {
  return ICONS[code] ?? 'warning'
}
