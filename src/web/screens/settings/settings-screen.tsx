import { useWords } from '../../words.ts'
import './settings.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { formatSiren } from '../../format-identifier.ts'
import { sessionQuery } from '../../query.ts'
import { PolicySection } from './policy-section.tsx'
import { creditorsQuery } from './settings-queries.ts'
import { UsersSection } from './users-section.tsx'

export function SettingsScreen() {
  const { t } = useWords()
  const session = useQuery(sessionQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('settings.title')}</h1>
      </div>
      <CreditorsSection />
      <UsersSection owner={session.data?.caller?.role === 'owner'} />
      <PolicySection />
    </>
  )
}

function CreditorsSection() {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(creditorsQuery)
  return (
    <section className="settings-list">
      <div className="section-head">
        <h2>{t('settings.creditors')}</h2>
        <div className="end">
          <Button variant="subtle" component={Link} to="/settings/creditors/new" leftSection={<Icon name="plus" />}>
            {t('creditor.new')}
          </Button>
        </div>
      </div>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      <table className="rows">
        <tbody>
          {data?.items.map((creditor) => (
            <tr key={creditor.creditorId}>
              <td>
                <Link className="who" to="/settings/creditors/$creditorId" params={{ creditorId: creditor.creditorId }}>
                  {creditor.name}
                </Link>
                <span className="second">
                  {[creditor.legalForm, creditor.siren && formatSiren(creditor.siren), creditor.city]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </td>
              <td className="number">
                <Link
                  className="link"
                  to="/settings/creditors/$creditorId"
                  params={{ creditorId: creditor.creditorId }}
                >
                  {t('act.edit')}
                  <span className="unseen"> {creditor.name}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
