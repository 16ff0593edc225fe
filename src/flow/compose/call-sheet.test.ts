import { describe, expect, test } from 'vitest'
import { CALL_CODES } from '../../domain/text-catalogue.ts'
import { checkWording } from '../../domain/wording.ts'
import { renderCall } from './call-script.ts'
import { callSheet } from './call-sheet.ts'
import { type SampleOptions, sampleVariables } from './golden/sample-variables.ts'
import { typographyFaults } from './golden/typography.ts'
import { dataValuesOf } from './text-variables.ts'

const SHAPES: SampleOptions[] = [{}, { talkative: true, invoices: 2 }, { agreed: false }]
const sheets = CALL_CODES.flatMap((code) =>
  (['professional', 'consumer'] as const).flatMap((regime) =>
    SHAPES.map((shape, index) => {
      const variables = sampleVariables(regime, 'fr', shape)
      const sheet = callSheet(code, variables, '02 41 00 00 00')
      if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusal))
      return { name: `${code} ${regime} ${index}`, regime, variables, sheet: sheet.value }
    }),
  ),
)

describe('call scripts', () => {
  test.each(sheets.map((each) => [each.name, each] as const))(
    'S1-15: %s has its ten steps in order, and a sentence for nine of them',
    (_, { sheet }) => {
      expect(sheet.steps.map((step) => Number.parseInt(step.title, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(sheet.steps.slice(0, 9).every((step) => step.say !== null && step.say !== '')).toBe(true)
      expect(sheet.objections).toHaveLength(13)
      expect(sheet.voicemail).toHaveLength(4)
    },
  )
  test.each(sheets.map((each) => [each.name, each] as const))(
    'S1-31, S1-32: %s says nothing in the conditional, the future or the imperative, and blames nobody',
    (_, { sheet, regime, variables }) => {
      const context = {
        code: null,
        regime,
        tone: 2,
        enforceableTitle: false,
        timeBarred: false,
        dataValues: dataValuesOf(variables),
      } as const
      for (const { say } of [...sheet.steps, ...sheet.objections])
        expect(checkWording(say ?? '', { ...context, use: 'call' }), say ?? '').toEqual([])
      for (const { say } of sheet.voicemail)
        expect(checkWording(say ?? '', { ...context, use: 'voicemail' }), say ?? '').toEqual([])
    },
  )
  test.each(sheets.map((each) => [each.name, each] as const))('%s: French typography', (_, { sheet }) => {
    for (const { say, note, title } of [...sheet.steps, ...sheet.objections, ...sheet.voicemail]) {
      for (const text of [say ?? '', note, title]) expect(typographyFaults(text)).toEqual([])
    }
  })
  test('S3-3: the call before the due date claims nothing', () => {
    const sheet = sheets.find((each) => each.sheet.code === 'call-pre-due')?.sheet
    expect(sheet?.steps.map((step) => step.say).join(' ')).not.toMatch(/impay|retard|pénalit/i)
  })
  test('S0-13, S1-13: invoice, amount and contact are on the sheet', () => {
    const sheet = sheets[0]?.sheet
    expect(sheet?.facts).toContainEqual(['Téléphone', '02 41 00 00 00'])
    expect(JSON.stringify(sheet?.invoices)).toContain('F2026-041')
  })
  test('what the debtor will say is a blank to fill, never an empty sentence', () => {
    const sheet = callSheet('call-first', { ...sampleVariables('professional', 'fr'), appel: null }, null)
    expect(sheet.ok && sheet.value.steps[4]?.say).toContain('ceci\u00A0: …………')
  })
  test('a call after a promise needs a promise, any call an invoice', () => {
    const variables = sampleVariables('professional', 'fr')
    expect(callSheet('call-broken-promise', { ...variables, promesse: null }, null)).toMatchObject({
      refusal: { code: 'no_promise' },
    })
    expect(callSheet('call-first', { ...variables, facture: null }, null)).toMatchObject({
      refusal: { code: 'no_invoice' },
    })
  })
  test('as plain text, the script keeps its order: what is said, then what is noted', () => {
    const script = renderCall('call-first', sampleVariables('professional', 'fr'))
    expect(script.ok && script.value).toMatch(
      /1\. Présentation\n«\u00A0Bonjour, Claire Martin[^\n]*»\n→ Heure[\s\S]*10\. Formalisation[\s\S]*Facture non reçue «/,
    )
    expect(renderCall('call-unknown', sampleVariables('professional', 'fr'))).toMatchObject({
      refusal: { code: 'template_unknown' },
    })
  })
})
