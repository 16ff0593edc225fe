import type { ImportProblem } from '../../api-routes.ts'
import { Banner } from '../../design/banner.tsx'
import { Tag } from '../../design/tag.tsx'
import { currentLanguage, type Say, useWords } from '../../words.ts'

/** What is wrong, by line and column, worst first as the server orders it. A refused file is said at once, above all. */
export function Problems({ problems, left }: { readonly problems: readonly ImportProblem[]; readonly left: number }) {
  const { t } = useWords()
  const language = currentLanguage()
  const refused = problems.filter((problem) => problem.severity === 'file_refused')
  const lines = problems.filter((problem) => problem.severity !== 'file_refused')
  return (
    <section>
      {refused.map((problem) => (
        <Banner key={problem.code} icon="cross" mood="broken" alert>
          {problem[language]}
        </Banner>
      ))}
      {lines.length > 0 ? (
        <>
          <h2>{t('imports.problems')}</h2>
          <table className="rows problem-rows">
            <tbody>
              {lines.map((problem) => (
                <tr key={`${problem.line} ${problem.column} ${problem.code}`}>
                  <td className="unbroken">{placeOf(problem, t)}</td>
                  <td>{problem[language]}</td>
                  <td>
                    <SeverityTag severity={problem.severity} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {left > 0 ? <p className="mute">{t('imports.left', { count: left })}</p> : null}
        </>
      ) : null}
    </section>
  )
}

function placeOf({ line, column }: ImportProblem, t: Say): string {
  if (line === null) return t('imports.wholeFile')
  return column === null ? t('imports.line', { line }) : t('imports.lineColumn', { line, column })
}

function SeverityTag({ severity }: { readonly severity: ImportProblem['severity'] }) {
  const { t } = useWords()
  if (severity === 'refused') {
    return (
      <Tag icon="cross" mood="broken">
        {t('imports.refusedLine')}
      </Tag>
    )
  }
  if (severity === 'warning') {
    return (
      <Tag icon="warning" mood="attention">
        {t('imports.warningLine')}
      </Tag>
    )
  }
  return <Tag icon="list">{t('imports.noteLine')}</Tag>
}
