import { Link } from '@tanstack/react-router'
import { api } from '../../api.ts'
import type { Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import { Icon, type IconName } from '../../design/icon.tsx'
import { iconOfReason } from '../../design/why-not.tsx'
import { useChange } from '../../query.ts'
import { sayCode, useWords } from '../../words.ts'

type Alert = Today['alerts'][number]

/** What cannot wait, each with the one act that answers it. */
export function Alerts({ today }: { readonly today: Today }) {
  const { t } = useWords()
  if (today.alerts.length === 0) return null
  return (
    <section id="alerts">
      <h2>{t('today.alertsTitle')}</h2>
      <ul className="alerts">
        {today.alerts.map((alert) => (
          <li key={`${alert.code} ${alert.caseId} ${JSON.stringify(alert.facts)}`}>
            <span className={`round round-${alert.code === 'promise_broken' ? 'broken' : 'attention'}`}>
              <Icon name={ALERT_ICONS[alert.code] ?? 'warning'} />
            </span>
            <span>{sayCode('alert', alert.code, alert.facts)}</span>
            <AlertAct alert={alert} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const ALERT_ICONS: Readonly<Record<string, IconName>> = {
  promise_broken: 'heart',
  email_refused: 'mail',
  payments_not_fresh: 'bank',
}

function AlertAct({ alert }: { readonly alert: Alert }) {
  const { t } = useWords()
  const confirm = useChange(() => api('POST /run-confirmations'))
  if (alert.caseId) {
    return (
      <Link className="link" to="/cases/$caseId" params={{ caseId: alert.caseId }}>
        {t('today.open')}
      </Link>
    )
  }
  if (alert.code === 'run_waits_for_person') {
    return (
      <button type="button" className="link" onClick={() => confirm.mutate(undefined)}>
        {t('today.confirmRun')}
      </button>
    )
  }
  return (
    <Link className="link" to="/settings">
      {t('today.correct')}
    </Link>
  )
}

/** Money that debtors said would come by Sunday. */
export function Promised({ today }: { readonly today: Today }) {
  const { t } = useWords()
  if (today.promised.length === 0) return null
  const totalCents = today.promised.reduce((sum, one) => sum + (one.amountCents ?? 0), 0)
  return (
    <section>
      <h2>
        {t('today.promisedTitle')}
        <small>
          <Amount cents={totalCents} />
        </small>
      </h2>
      <table className="held-rows">
        <tbody>
          {today.promised.map((one) => (
            <tr key={`${one.caseId} ${one.untilDay} ${one.amountCents}`}>
              <td className="mute promised-on">
                <Day on={one.untilDay} form="week" />
              </td>
              <td>
                <Link to="/cases/$caseId" params={{ caseId: one.caseId }}>
                  {one.debtorName}
                </Link>
              </td>
              <td className="number strong">{one.amountCents === null ? null : <Amount cents={one.amountCents} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Silence explained: what holds, how many cases, how much. */
export function HeldByReason({ today }: { readonly today: Today }) {
  const { t } = useWords()
  if (today.held.length === 0) return null
  const totalCents = today.held.reduce((sum, one) => sum + one.totalCents, 0)
  const count = today.held.reduce((sum, one) => sum + one.count, 0)
  return (
    <section>
      <h2>
        {t('today.heldTitle')}
        <small>
          <Amount cents={totalCents} />
        </small>
      </h2>
      <table className="held-rows">
        <tbody>
          {today.held.map((one) => (
            <tr key={one.reason}>
              <td className="held-icon">
                <Icon name={iconOfReason(one.reason)} />
              </td>
              <td>
                <Link to="/cases" search={{ reason: one.reason }}>
                  {sayCode('heldBy', one.reason)}
                </Link>
              </td>
              <td className="number mute">{one.count}</td>
              <td className="number">
                <Amount cents={one.totalCents} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small mute">{t('today.heldNote', { count })}</p>
    </section>
  )
}
