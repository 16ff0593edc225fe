import { PDFDocument } from '@cantoo/pdf-lib'
import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { lettersToPrint } from './queries.ts'

/**
 * The letters of a day in one PDF to print, made of the archived pages themselves: what is printed is what is kept (I14).
 * Refusal: `no_letter` { on }.
 */
export async function printLetters(
  tx: Tx,
  documents: Documents,
  tenantId: string,
  on: Day,
  duplex: boolean,
): Promise<Outcome<Uint8Array>> {
  const letters = await lettersToPrint(tx, tenantId, on)
  if (letters.length === 0) return refuse('no_letter', { on })
  const batch = await PDFDocument.create()
  for (const sha256 of letters) {
    const letter = await PDFDocument.load(await documents.get(sha256))
    for (const page of await batch.copyPages(letter, letter.getPageIndices())) batch.addPage(page)
    // On both sides of the sheet, the next letter begins on a front.
    if (duplex && batch.getPageCount() % 2 === 1) batch.addPage(A4)
  }
  return accept(await batch.save())
}

/** In points. */
const A4: [number, number] = [595.28, 841.89]
