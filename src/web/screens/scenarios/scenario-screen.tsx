import './scenarios.css'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Condition, Step } from '../../../domain/scenario.ts'
import { api } from '../../api.ts'
import { ChannelName } from '../../design/channel-name.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { currentLanguage, type Say, sayCode, useWords } from '../../words.ts'

const route = getRouteApi('/office/scenarios/$code')

const scenarioQuery = (code: string) =>
  queryOptions({
    queryKey: ['scenarios', code],
    queryFn: ({ signal }) => api('GET /scenarios/:code', { params: { code }, signal }),
  })

/** The steps in order, counted from the due date. */
export function ScenarioScreen() {
  const { t } = useWords()
  const { code } = route.useParams()
  const { data: scenario, error, refetch } = useQuery(scenarioQuery(code))
  const language = currentLanguage()
  return (
    <>
      <p className="crumb">
        <Link to="/scenarios">{t('scenarios.title')}</Link>
        <Icon name="chevronRight" />
        <span>{scenario?.name[language]}</span>
      </p>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      {scenario ? (
        <>
          <div className="page-head">
            <div>
              <h1>{scenario.name[language]}</h1>
              <p className="lead">{scenario.description[language]}</p>
              <p className="mute">
                {t('scenarios.versionOf', { version: scenario.version })}{' '}
                {t('scenarios.gap', { min: scenario.minGapDays, cap: scenario.capPerCase })}
              </p>
            </div>
          </div>
          <ol className="steps band">
            {scenario.steps.map((step) => (
              <StepRow key={step.code} step={step} />
            ))}
          </ol>
        </>
      ) : null}
    </>
  )
}

function StepRow({ step }: { readonly step: Step }) {
  const { t } = useWords()
  return (
    <li>
      <span className="step-day voice">
        {step.together ? t('scenarios.together') : <Offset days={step.offsetDays} />}
      </span>
      <span>
        <ChannelName channel={step.channel} />
        <span className="second">
          {step.otherwise ? t('scenarios.otherwise', { channel: t(`channel.${step.otherwise}`).toLowerCase() }) : null}
        </span>
      </span>
      <span>
        <span className="strong">{sayCode('template', step.template)}</span>
        <span className="second">{step.conditions?.map((condition) => conditionWords(condition, t)).join(', ')}</span>
      </span>
      <ToneGlyph tone={step.tone} />
      <span className="small mute">
        {t(`scenarios.approval.${step.approval}`)}
        {step.payWithinDays ? (
          <span className="second">{t('scenarios.payWithin', { count: step.payWithinDays })}</span>
        ) : null}
      </span>
    </li>
  )
}

function Offset({ days }: { readonly days: number }) {
  const { t } = useWords()
  if (days === 0) return <>{t('scenarios.offsetZero')}</>
  return <>{t('scenarios.offset', { sign: days < 0 ? '−' : '+', days: Math.abs(days) })}</>
}

function conditionWords(condition: Condition, t: Say): string {
  if (condition.kind === 'has') return t('scenarios.condition.has', { what: t(`scenarios.has.${condition.what}`) })
  if (condition.kind === 'amount') return t('scenarios.condition.amount', { atLeastCents: condition.atLeastCents })
  if (condition.kind === 'regime') {
    return t('scenarios.condition.regime', {
      among: condition.among.map((one) => t(`scenarios.regime.${one}`)).join(', '),
    })
  }
  return t(`scenarios.condition.${condition.kind}`)
}
