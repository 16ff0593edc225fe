import { useQuery } from '@tanstack/react-query'
import type { Day as DayText } from '../../../domain/day.ts'
import { api } from '../../api.ts'
import type { CaseFile, Why } from '../../api-routes.ts'
import { CHANNEL_ICONS } from '../../design/channel-name.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { WhyNot } from '../../design/why-not.tsx'
import { useChange } from '../../query.ts'
import { type Say, sayCode, useWords } from '../../words.ts'
import { whyQuery } from './case-queries.ts'

/** What comes next, and what holds it: the answer of the same decision that the daily run takes. */
export function NextStep({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const { data: why, error, refetch } = useQuery(whyQuery(file.caseId))
  const actOf = (code: string) =>
    code === 'payments_not_fresh' ? <PaymentsUpToDate creditorId={file.creditor.creditorId} today={why?.on} /> : null
  if (error) return <FailureBanner error={error} onRetry={refetch} />
  return (
    <section className="next-step" aria-label={t('case.nextTitle')}>
      <div>
        <h2>{t('case.nextTitle')}</h2>
        {why ? <Next file={file} why={why} today={today} /> : <p className="waiting">{t('wait')}</p>}
      </div>
      <div className="next-why">
        <h2>{t(why?.state === 'act' || why?.state === 'acting' ? 'case.whyActTitle' : 'case.whyTitle')}</h2>
        {why ? (
          <WhyNot reasons={why.reasons} acts={why.state === 'act' || why.state === 'acting'} actOf={actOf} />
        ) : null}
        <p className="small mute">{t('case.whatChanges')}</p>
      </div>
    </section>
  )
}

function Next({ file, why, today }: { readonly file: CaseFile; readonly why: Why; readonly today: string }) {
  const { t } = useWords()
  const code = underWay(why) ?? why.steps[0]?.stepCode ?? why.next?.stepCode
  const step = file.scenario.steps.find((one) => one.code === code)
  if (!step)
    return (
      <p className="next-say">
        {t(why.state === 'held' || why.state === 'asking' ? 'case.nextWhenFree' : 'case.nextNone')}
      </p>
    )
  const on = why.steps.length > 0 ? today : (why.next?.on ?? today)
  const later = file.scenario.steps.slice(file.scenario.steps.indexOf(step) + 1, file.scenario.steps.indexOf(step) + 3)
  return (
    <>
      <div className="next-what">
        <ToneGlyph tone={step.tone} reached={file.reachedTone} size="big" wordless />
        <p className="next-say">
          <b>{sayCode('template', step.template)}</b>
          {t('case.nextBy', { channel: t(`channel.${step.channel}`).toLowerCase(), tone: t(`tone.${step.tone}`) })}{' '}
          {whenWords(why, on, today, t)}
        </p>
      </div>
      {later.length > 0 ? (
        <>
          <p className="small mute next-then">{t('case.afterThat')}</p>
          <ul className="next-later">
            {later.map((one) => (
              <li key={one.code}>
                <Icon name={CHANNEL_ICONS[one.channel]} />
                <span>{sayCode('template', one.template)}</span>
                <ToneGlyph tone={one.tone} size="small" wordless />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

/** The step of the act that is under way; null when none is. */
function underWay({ state, reasons }: Why): string | null {
  const step = reasons[0]?.facts.stepCode
  return state === 'acting' && typeof step === 'string' ? step : null
}

/** A step that is due and held says so; it is never promised for a day that the decision does not give. */
function whenWords(why: Why, on: string, today: string, t: Say): string {
  const [first] = why.reasons
  if (first && underWay(why)) return t('case.nextUnderWay', { on: first.facts.plannedOn })
  if (why.steps.length > 0) return t('case.nextToday')
  return on <= today ? t('case.nextWhenFree') : t('case.nextOn', { on })
}

/** « Nobody who has paid is chased »: saying that the payments are all entered frees the case at once. */
function PaymentsUpToDate({ creditorId, today }: { readonly creditorId: string; readonly today: DayText | undefined }) {
  const { t } = useWords()
  const say = useChange((untilDay: DayText) => api('POST /payments-known', { body: { creditorId, untilDay } }))
  return (
    <button type="button" className="link" onClick={() => today && say.mutate(today)}>
      {t('settings.savePaymentsKnown')}
    </button>
  )
}
