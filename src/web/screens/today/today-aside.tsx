import { Link } from '@tanstack/react-router'
import type { Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayCode, useWords } from '../../words.ts'

export function Alerts({ today }: { readonly today: Today }) {
  const { t } = useWords()
  if (today.alerts.length === 0) return null
  return (
    <section id="alerts">
      <h2>{t('today.alertsTitle')}</h2>
      <ul className="alerts">
        {today.alerts.map((alert) => (
          <li key={`${alert.code} ${alert.caseId} ${JSON.stringify(alert.facts)}`}>
            <span className="round round-attention">
              <Icon name="warning" />
            </span>
            <span>{sayCode('alert', alert.code, alert.facts)}</span>
            {alert.caseId ? (
              <Link className="link" to="/cases/$caseId" params={{ caseId: alert.caseId }}>
                {t('today.open')}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
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
