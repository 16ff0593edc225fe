import { type RawBuilder, sql } from 'kysely'
import { searchText } from '../../domain/search-text.ts'

/**
 * The condition « every word typed begins a word of the debtor »: name, reference or SIREN, whatever the accents and capitals.
 * Answered by the index `debtor_words`. What holds no letter and no digit finds nothing.
 */
export function debtorWords(typed: string): RawBuilder<boolean> {
  const words = searchText(typed)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return sql<boolean>`false`
  const query = words.map((word) => `'${word}':*`).join(' & ')
  return sql<boolean>`to_tsvector('simple', search_text) @@ to_tsquery('simple', ${query})`
}
