import { useQuery } from '@tanstack/react-query'
import { CHANNELS } from '../../../domain/channel.ts'
import type { ContactPolicy } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { useWords } from '../../words.ts'
import { policyQuery } from './settings-queries.ts'

/** The rules of contact in force, to read. */
export function PolicySection() {
  const { t } = useWords()
  const { data: policy, error, refetch } = useQuery(policyQuery)
  return (
    <section>
      <div className="section-head">
        <h2>
          {t('settings.policy')}
          <small>{t('settings.policyLead')}</small>
        </h2>
      </div>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      {policy ? <PolicyFacts policy={policy} /> : null}
    </section>
  )
}

function PolicyFacts({ policy }: { readonly policy: ContactPolicy }) {
  const { t } = useWords()
  return (
    <dl className="facts">
      <dt>{t('settings.gap')}</dt>
      <dd>{t('plural.day', { count: policy.minGapDays })}</dd>
      <dt>{t('settings.weekCap')}</dt>
      <dd>{policy.capPerWeek}</dd>
      <dt>{t('settings.floor')}</dt>
      <dd>
        <Amount cents={policy.floorCents} />
      </dd>
      <dt>{t('settings.fresh')}</dt>
      <dd>{t('plural.day', { count: policy.paymentsFreshDays })}</dd>
      <dt>{t('settings.grace')}</dt>
      <dd>{t('plural.day', { count: policy.promiseGraceDays })}</dd>
      <dt>{t('settings.undo')}</dt>
      <dd>{t('settings.minutes', { count: policy.undoMinutes })}</dd>
      {CHANNELS.map((channel) => (
        <Hours key={channel} policy={policy} channel={channel} />
      ))}
    </dl>
  )
}

function Hours({ policy, channel }: { readonly policy: ContactPolicy; readonly channel: (typeof CHANNELS)[number] }) {
  const { t } = useWords()
  const { professional, consumer } = policy.hours[channel]
  const said = (spans: typeof professional) =>
    spans.map((span) => t('settings.hoursSpan', { from: clock(span.fromMinute), to: clock(span.toMinute) })).join(', ')
  return (
    <>
      <dt>{t('settings.hoursOf', { channel: t(`channel.${channel}`) })}</dt>
      <dd>
        {t('settings.hoursFor', { who: t('settings.professional'), hours: said(professional) })}
        <br />
        {t('settings.hoursFor', { who: t('settings.consumer'), hours: said(consumer) })}
      </dd>
    </>
  )
}

function clock(minute: number): string {
  const rest = minute % 60
  return `${Math.floor(minute / 60)}\u00A0h${rest === 0 ? '' : `\u00A0${String(rest).padStart(2, '0')}`}`
}
