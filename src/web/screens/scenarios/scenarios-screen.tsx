import './scenarios.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { currentLanguage, useWords } from '../../words.ts'
import { scenariosQuery } from '../settings/settings-queries.ts'

export function ScenariosScreen() {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(scenariosQuery)
  const language = currentLanguage()
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('scenarios.title')}</h1>
          <p className="lead">{t('scenarios.lead')}</p>
        </div>
      </div>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      <table className="rows scenario-list">
        <tbody>
          {data?.items.map((scenario) => (
            <tr key={scenario.code}>
              <td>
                <Link className="who" to="/scenarios/$code" params={{ code: scenario.code }}>
                  {scenario.name[language]}
                </Link>
                <span className="second">{scenario.description[language]}</span>
              </td>
              <td className="number mute">
                {t('scenarios.steps', { count: scenario.steps.length })},{' '}
                {t('scenarios.version', { version: scenario.version })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
