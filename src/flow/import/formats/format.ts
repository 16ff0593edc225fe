import type { Day } from '../../../domain/day.ts'
import type { Outcome, Refusal } from '../../../domain/refusal.ts'
import type { ImportedRecord, LineProblem } from '../model.ts'
import type { ImportSource } from '../source.ts'
import type { Inspection, Mapping } from './table/mapping.ts'

export type ReadOptions = {
  /** Dates more than two years after it are refused as misread. */
  readonly today: Day
  /** The meaning of the columns as a person corrected it; without it the proposed one is used. */
  readonly mapping: Mapping | null
}

/**
 * An import format. `detect` gives from 0 (not mine) to 1 (certainly mine) on the first 64 kB and the file's name.
 * `read` streams: memory follows what is kept (a row, the customers), not the size of the file; the file is opened more than once.
 * Both throw `FileRefused` for a file of which nothing can be taken.
 */
export type Format = {
  readonly id: string
  readonly label: string
  detect(head: Buffer, name: string): number
  /** What the columns seem to mean, for a person to correct; null for formats whose columns have one meaning. */
  readonly inspect: ((source: ImportSource) => Promise<Outcome<Inspection>>) | null
  read(source: ImportSource, options: ReadOptions): AsyncIterable<ImportedRecord | LineProblem>
}

/** Carries an expected refusal out of a parser's callbacks; `readFile` turns it into a value at the door. */
export class FileRefused extends Error {
  readonly refusal: Refusal
  readonly line: number | null
  readonly column: string | null

  constructor(code: string, facts: Refusal['facts'] = {}, line: number | null = null, column: string | null = null) {
    super(code)
    this.name = 'FileRefused'
    this.refusal = { code, facts }
    this.line = line
    this.column = column
  }
}
