import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainSms, smsLength } from './sms.ts'

describe('SMS length (formats §12)', () => {
  test.each([
    ['', 'gsm7', 0, 0],
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['a'.repeat(306), 'gsm7', 306, 2],
    ['a'.repeat(307), 'gsm7', 307, 3],
    ['é'.repeat(160), 'gsm7', 160, 1],
    ['€'.repeat(80), 'gsm7', 160, 1],
    ['ê'.repeat(70), 'ucs2', 70, 1],
    ['ê'.repeat(71), 'ucs2', 71, 2],
    ['ê'.repeat(134), 'ucs2', 134, 2],
    ['ê'.repeat(135), 'ucs2', 135, 3],
  ] as const)('%s counts as %s, %i units, %i parts', (text, encoding, units, parts) => {
    expect(smsLength(text)).toMatchObject({ encoding, units, parts })
  })
  test('an extension sign is never split between two parts: 152 letters, « € », then 152 letters make 3 parts', () => {
    expect(smsLength(`${'a'.repeat(152)}€${'a'.repeat(152)}`).parts).toBe(3)
  })
  test('the signs that break GSM-7 are named once each', () => {
    expect(smsLength('l’été reçu, l’hôtel').foreign).toEqual(['’', 'ç', 'ô'])
  })
})

describe('plain replacement', () => {
  test('keeps é è à ù, drops ê ç ô, rewrites quotes, dashes, ellipsis and €', () => {
    expect(plainSms('« Élève reçu » – 12\u00A0€… cœur, hôtel, l’été')).toBe(
      '"Élève recu" - 12 EUR... coeur, hotel, l\'été',
    )
  })
  test('always fits GSM-7, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = plainSms(text)
        expect(smsLength(plain).encoding).toBe('gsm7')
        expect(plainSms(plain)).toBe(plain)
      }),
    )
  })
})
