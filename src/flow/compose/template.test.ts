import { describe, expect, test } from 'vitest'
import { TEXT_CODES } from '../../domain/text-code.ts'
import { builtInTemplate } from './built-in-templates.ts'
import { parseTemplate } from './template.ts'

const HEAD = ['---', 'code: first-reminder', 'title: Rappel', 'language: fr', 'regimes: consumer', 'channels: post']
const source = (...lines: string[]) => [...HEAD, 'tone: 2', 'ladder: yes', '---', ...lines].join('\n')

describe('reading a template file', () => {
  test('notes come first, each part under its heading; other headings belong to the part', () => {
    expect(
      parseTemplate(source('À savoir.', '## subject-letter', 'Objet', '## body', 'Bonjour', '## Titre', 'Fin')),
    ).toMatchObject({
      ok: true,
      value: {
        code: 'first-reminder',
        tone: 2,
        onLadder: true,
        regimes: ['consumer'],
        channels: ['post'],
        notes: 'À savoir.',
        parts: { 'subject-letter': 'Objet', body: 'Bonjour\n## Titre\nFin' },
      },
    })
  })
  test.each([
    ['no front matter', 'Bonjour', 1],
    ['a line that is no field', '---\ncode: first-reminder\nnimporte\n---\n', 3],
    ['an unknown code', '---\ncode: zut\n---\n', 1],
    ['a tone of 6', [...HEAD, 'tone: 6', '---', '## body', 'x'].join('\n'), 1],
    ['a letter without subject', source('## body', 'x'), 1],
  ])('%s is refused with its line and a reason', (_, text, line) => {
    expect(parseTemplate(text)).toMatchObject({ ok: false, refusal: { code: 'template_unreadable', facts: { line } } })
  })
  test('line ends of Windows change nothing', () => {
    const text = source('## subject-letter', 'Objet', '## body', 'Bonjour')
    expect(parseTemplate(text.replaceAll('\n', '\r\n'))).toEqual(parseTemplate(text))
  })
})

describe('S4-38: what is written to whom', () => {
  test('a consumer has every text but the proof of claim; a professional every text but the over-indebtedness note', () => {
    const missing = (regime: 'consumer' | 'professional') =>
      TEXT_CODES.filter((code) => !builtInTemplate(code, regime, 'fr'))
    expect(missing('consumer')).toEqual(['insolvency-claim'])
    expect(missing('professional')).toEqual(['overindebtedness-noted'])
  })
  test('a public body is offered no waiver, plan, time-barred or insolvency text (CCP L2192-14)', () => {
    expect(TEXT_CODES.filter((code) => !builtInTemplate(code, 'public', 'fr'))).toEqual([
      'instalment-proposal',
      'instalment-agreement',
      'instalment-default',
      'charges-waived',
      'time-barred',
      'insolvency-claim',
      'overindebtedness-noted',
    ])
  })
  test('a foreign consumer is never claimed charges', () => {
    expect(builtInTemplate('charges-claimed', 'consumer', 'en')).toBeNull()
  })
})
