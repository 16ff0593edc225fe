import { type RawBuilder, sql } from 'kysely'
import { searchText } from '../domain/search-text.ts'

/**
 * The condition « every word typed is in this text », whatever the accents and capitals; the column holds what `searchText` made. One pass
 * over short texts (20 ms for 100,000 of them; under row-level security no index of words could be used). What holds no letter and no digit
 * finds nothing.
 */
export function holdsWords(column: string, typed: string): RawBuilder<boolean> {
  const words = searchText(typed)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(
    words.map((word) => sql`${sql.ref(column)} like ${`%${word}%`}`),
    sql` and `,
  )})`
}

/** The condition « this text begins with what was typed », as a range, which an index answers under row-level security. Collation "C". */
export function beginsWith(column: string, start: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${`${start}${GREATEST}`})`
}

/** The greatest code point ends the range of all that begins with a text. */
const GREATEST = '\u{10FFFF}'
