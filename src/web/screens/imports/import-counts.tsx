import type { ImportCounts } from '../../api-routes.ts'
import { formatNumber } from '../../format-amount.ts'
import { currentLanguage, useWords } from '../../words.ts'

const KINDS = ['invoices', 'credits', 'debtors', 'contacts'] as const
const SORTS = ['new', 'changed', 'already', 'refused'] as const

/** New, changed, already there, refused: by kind of record. */
export function Counts({ counts }: { readonly counts: ImportCounts }) {
  const { t } = useWords()
  const language = currentLanguage()
  return (
    <section>
      <h2>{t('imports.preview')}</h2>
      <table className="rows counts">
        <thead>
          <tr>
            <th>
              <span className="unseen">{t('imports.record')}</span>
            </th>
            {SORTS.map((sort) => (
              <th key={sort} className="number">
                {t(`imports.${sort}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind}>
              <td className="who">{t(`imports.kind.${kind}`)}</td>
              {SORTS.map((sort) => (
                <td key={sort} className={counts[kind][sort] === 0 ? 'number mute' : 'number strong'}>
                  <span className="count-name">{t(`imports.${sort}`)}</span>{' '}
                  {formatNumber(counts[kind][sort], language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** How many records a yes would write. */
export function newLines(counts: ImportCounts): number {
  return KINDS.reduce((sum, kind) => sum + counts[kind].new + counts[kind].changed, 0)
}
