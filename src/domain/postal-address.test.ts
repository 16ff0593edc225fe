import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PostalAddress } from './party.ts'
import { addressInLine, postalLines } from './postal-address.ts'

const ADDRESS: PostalAddress = { lines: ['4, impasse du Moulin'], postcode: '49000', city: 'Angers', country: 'FR' }
const lines = (address: Partial<PostalAddress>, name = 'Ateliers Lœwenberg SAS', attention: string | null = null) =>
  postalLines({ name, attention, address: { ...ADDRESS, ...address } })

describe('NF Z10-011 (formats §9)', () => {
  test('name as written, address in capitals without accents or punctuation, no empty line', () => {
    expect(
      lines({ lines: ['', 'Bâtiment B', "4, rue de l'Évêché"], city: 'Saint-Étienne' }, undefined, 'Comptabilité'),
    ).toEqual({
      ok: true,
      value: ['Ateliers Lœwenberg SAS', 'Comptabilité', 'BATIMENT B', '4 RUE DE L EVECHE', '49000 SAINT ETIENNE'],
    })
  })
  test.each([
    ['5 bis rue Hoche', '5 B RUE HOCHE'],
    ['5 TER, rue Hoche', '5 T RUE HOCHE'],
    ['4 à 8 rue Hoche', '4 RUE HOCHE'],
    ['12 rue du Cœur-Volant', '12 RUE DU COEUR VOLANT'],
  ])('%s becomes %s', (street, line) => {
    expect(lines({ lines: [street] })).toMatchObject({ value: ['Ateliers Lœwenberg SAS', line, '49000 ANGERS'] })
  })
  test('a street is abbreviated above 32 characters only', () => {
    expect(lines({ lines: ['12 avenue du Général Leclerc'] })).toMatchObject({
      value: { 1: '12 AVENUE DU GENERAL LECLERC' },
    })
    expect(lines({ lines: ['112 avenue du Général Leclerc de Hauteclocque'] })).toMatchObject({
      value: { 1: '112 AV DU GAL LECLERC DE HAUTECLOCQUE' },
    })
  })
  test('a name above 38 letters goes on over the next line, cut between two words', () => {
    expect(lines({}, 'Syndicat des copropriétaires de la résidence Les Tilleuls')).toMatchObject({
      value: ['Syndicat des copropriétaires de la', 'résidence Les Tilleuls', '4 IMPASSE DU MOULIN', '49000 ANGERS'],
    })
  })
  test('a foreign address ends with its country in capitals', () => {
    expect(lines({ lines: ['Hauptstraße 5'], postcode: '10115', city: 'Berlin', country: 'DE' })).toMatchObject({
      value: { 3: 'ALLEMAGNE' },
    })
  })
})

describe('address_incomplete says what is missing', () => {
  test.each([
    [{ lines: [] }, ['street']],
    [{ lines: [' '], city: '' }, ['street', 'city']],
    [{ postcode: '4900' }, ['postcode']],
    [{ postcode: '', city: '' }, ['postcode', 'city']],
  ])('%j lacks %j', (address, missing) => {
    expect(lines(address)).toMatchObject({ ok: false, refusal: { code: 'address_incomplete', facts: { missing } } })
  })
  test('a line of 39 characters is refused, 38 passes', () => {
    expect(lines({}, 'A'.repeat(39))).toMatchObject({ refusal: { code: 'address_line_too_long' } })
    expect(lines({}, 'A'.repeat(38)).ok).toBe(true)
  })
  test('seven lines are refused, never cut', () => {
    expect(lines({ lines: ['a', 'b', 'c', 'd', 'e'] })).toMatchObject({ refusal: { code: 'address_too_many_lines' } })
  })
})

test('every accepted address fits six lines of 38 letters, the last ones in plain capitals', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 4 }), fc.string(), (typed, city) => {
      const result = lines({ lines: typed, city })
      if (!result.ok) return
      expect(result.value.length).toBeLessThanOrEqual(6)
      for (const line of result.value) expect(line.length).toBeLessThanOrEqual(38)
      expect(result.value.at(-1)).toMatch(/^49000 [A-Z0-9][A-Z0-9 ]*$/)
    }),
  )
})
test('in a sentence the address keeps its accents', () => {
  expect(addressInLine({ ...ADDRESS, lines: ['4 impasse du Moulin'] })).toBe('4 impasse du Moulin, 49000 Angers')
})
