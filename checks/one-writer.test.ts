import { describe, expect, it } from 'vitest'
import { type SourceFile, sourceFiles } from './source-files.ts'

/** The folder that a file belongs to: a word of the flow, or the rest of its path's first two parts. */
const writerOf = (path: string) => /^src\/(flow\/[^/]+|[^/]+)/.exec(path)?.[1] ?? path

const BUILDER = /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\('([\w.]+)'/g
const INSERT_MANY = /\binsertMany\(\s*\w+,\s*'([\w.]+)'/g
const RAW_SQL = /\b(?:insert into|delete from|merge into)\s+([\w.]+)|\bupdate\s+([\w.]+)(?:\s+\w+)?\s+set\b/g

/** The tables that a file writes: by the query builder, or in raw SQL. */
function tablesWritten(text: string): string[] {
  const found = [BUILDER, INSERT_MANY, RAW_SQL].flatMap((pattern) => [...text.matchAll(pattern)])
  return [...new Set(found.map(([, one, other]) => one ?? other ?? ''))].sort()
}

function writersByTable(files: readonly SourceFile[]): Map<string, Set<string>> {
  const writers = new Map<string, Set<string>>()
  for (const { path, text } of files) {
    for (const table of tablesWritten(text)) writers.set(table, (writers.get(table) ?? new Set()).add(writerOf(path)))
  }
  return writers
}

const files = sourceFiles('src').filter(({ path, isTest }) => !isTest && !path.includes('/testing/'))

describe('one writer per table (STYLE 7)', () => {
  it('each table is written by the files of one folder; anyone may read', () => {
    const shared = [...writersByTable(files)].filter(([, folders]) => folders.size > 1)
    expect(shared.map(([table, folders]) => `${table}: ${[...folders].join(', ')}`)).toEqual([])
  })

  it('sees writes by the builder, by insertMany and in raw SQL', () => {
    const text =
      "tx.insertInto('hold'); db.updateTable('law.rate'); insertMany(tx, 'entry', rows); sql`insert into event (a)`; sql`update action a set x = 1`"
    expect(tablesWritten(text)).toEqual(['action', 'entry', 'event', 'hold', 'law.rate'])
  })
})
