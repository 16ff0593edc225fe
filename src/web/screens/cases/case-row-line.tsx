import { Link } from '@tanstack/react-router'
import type { CaseRow } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import type { IconName } from '../../design/icon.tsx'
import { Tag, type TagMood } from '../../design/tag.tsx'
import { sayCode, useWords } from '../../words.ts'

export function CaseRowLine({ row }: { readonly row: CaseRow }) {
  const { t } = useWords()
  return (
    <tr>
      <td className="debtor">
        <Link className="who" to="/cases/$caseId" params={{ caseId: row.caseId }}>
          {row.debtorName}
        </Link>
        <span className="second">{[row.debtorReference, row.creditorName].filter(Boolean).join(' · ')}</span>
      </td>
      <td className="state">
        <StateTag state={row.state} />
        {row.reason && row.state !== 'waiting' ? <span className="second">{heldWords(row.reason)}</span> : null}
      </td>
      <td className="oldest">{row.oldestDueOn ? <Day on={row.oldestDueOn} /> : null}</td>
      <td className="next">
        {row.nextOn ? <Day on={row.nextOn} /> : <span className="mute">{t('cases.noNext')}</span>}
      </td>
      <td className="open number mute">
        <Amount cents={row.openCents} currency={row.currency} />
      </td>
      <td className="worth number">
        <Amount cents={row.overdueCents} currency={row.currency} strong />
      </td>
    </tr>
  )
}

/** Only what holds or asks is worth a second line; the state says the rest. */
function heldWords(reason: string): string | null {
  return QUIET.includes(reason) ? null : sayCode('heldBy', reason)
}
const QUIET: readonly string[] = ['next_step_later', 'act_under_way', 'step_due', 'nothing_owed', 'ladder_climbed']

const LOOKS: Record<CaseRow['state'], { icon: IconName; mood: TagMood }> = {
  new: { icon: 'clock', mood: 'plain' },
  waiting: { icon: 'clock', mood: 'plain' },
  acting: { icon: 'mail', mood: 'coming' },
  held: { icon: 'pause', mood: 'plain' },
  asking: { icon: 'question', mood: 'attention' },
  ended: { icon: 'scales', mood: 'plain' },
  settled: { icon: 'check', mood: 'good' },
}

function StateTag({ state }: { readonly state: CaseRow['state'] }) {
  const { t } = useWords()
  const { icon, mood } = LOOKS[state]
  return (
    <Tag icon={icon} mood={mood}>
      {t(`state.${state}`)}
    </Tag>
  )
}
