import { useQuery } from '@tanstack/react-query'
import type { CaseFile, Why } from '../../api-routes.ts'
import { CHANNEL_ICONS } from '../../design/channel-name.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { WhyNot } from '../../design/why-not.tsx'
import { sayCode, useWords } from '../../words.ts'
import { whyQuery } from './case-queries.ts'

/** What comes next, and what holds it: the answer of the same decision that the daily run takes. */
export function NextStep({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const { data: why, error, refetch } = useQuery(whyQuery(file.caseId))
  if (error) return <FailureBanner error={error} onRetry={refetch} />
  return (
    <section className="next-step" aria-label={t('case.nextTitle')}>
      <div>
        <h2>{t('case.nextTitle')}</h2>
        {why ? <Next file={file} why={why} today={today} /> : <p className="waiting">{t('wait')}</p>}
      </div>
      <div className="next-why">
        <h2>{t(why?.state === 'act' ? 'case.whyActTitle' : 'case.whyTitle')}</h2>
        {why ? <WhyNot reasons={why.reasons} acts={why.state === 'act' || why.state === 'acting'} /> : null}
        <p className="small mute">{t('case.whatChanges')}</p>
      </div>
    </section>
  )
}

function Next({ file, why, today }: { readonly file: CaseFile; readonly why: Why; readonly today: string }) {
  const { t } = useWords()
  const code = why.steps[0]?.stepCode ?? why.next?.stepCode
  const step = file.scenario.steps.find((one) => one.code === code)
  if (!step) return <p className="next-say">{t('case.nextNone')}</p>
  const on = why.steps.length > 0 ? today : (why.next?.on ?? today)
  const later = file.scenario.steps.slice(file.scenario.steps.indexOf(step) + 1, file.scenario.steps.indexOf(step) + 3)
  return (
    <>
      <div className="next-what">
        <ToneGlyph tone={step.tone} reached={file.reachedTone} size="big" wordless />
        <p className="next-say">
          <b>{sayCode('template', step.template)}</b>
          {t('case.nextBy', { channel: t(`channel.${step.channel}`).toLowerCase(), tone: t(`tone.${step.tone}`) })}{' '}
          {on === today ? t('case.nextToday') : t('case.nextOn', { on })}
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
