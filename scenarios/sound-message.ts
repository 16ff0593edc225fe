import { PDFDocument } from '@cantoo/pdf-lib'
import { expect } from 'vitest'
import { typographyFaults } from '../src/flow/compose/golden/typography.ts'
import type { Contact } from './story.ts'

/** Traces of a value that was not there. */
const HOLES = /undefined|\bnull\b|\bNaN\b|\{\{|\{%|\[object|, ,|\(\)|(?<!\.)\.\.(?!\.)| ,/

/**
 * What holds for every message that leaves, whatever the story: no hole in its words, French typography, nothing for the wording guard to
 * say, its invoices and its amount in its text, one page of paper, an address without repetition.
 */
export async function expectSound({ composed, step, on }: Contact, { isFrench = true } = {}): Promise<void> {
  const where = `${step} of ${on}`
  const { text, subject, findings } = composed
  expect(`${subject}\n${text}`, where).not.toMatch(HOLES)
  expect(findings, where).toEqual([])
  if (composed.channel === 'sms') {
    expect(text.length, where).toBeLessThanOrEqual(160)
    return
  }
  expect(text.length, where).toBeGreaterThan(300)
  expect(text, where).toMatch(/F\d{4}-\d{3}|F \d{4}, \d{3}/)
  if (isFrench || composed.channel === 'phone') expect(typographyFaults(`${subject}\n${text}`), where).toEqual([])
  if ('recipient' in composed) return
  expect(amountsOf(text), where).toContain(composed.totalCents)
  expect(text.replaceAll('\u00A0', ' '), where).toContain('FR76 3000 4000 0312 3456 7890 143')
  if (composed.channel === 'email') {
    expect(composed.html, where).not.toMatch(HOLES)
    expect(composed.to.address, where).toContain('@')
    return
  }
  expect(composed.address, where).toEqual([...new Set(composed.address)])
  expect((await PDFDocument.load(composed.pdf)).getPageCount(), where).toBe(1)
}

/** Every amount printed, in cents: « 1 234,56 € » and "€1,234.56". */
function amountsOf(text: string): number[] {
  return [...text.matchAll(/([\d\s\u202F\u00A0]+,\d{2})\s€|€([\d,]+\.\d{2})/gu)].map(([, french, english]) =>
    Number((french ?? english ?? '').replace(/\D/g, '')),
  )
}
