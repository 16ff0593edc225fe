import { expect, test } from 'vitest'
import { readPhone, shownPhone } from './phone.ts'

test.each([
  ['06 12 34 56 78', '+33612345678', true],
  ['612345678', '+33612345678', true],
  ['+33 (0)4 74 22 33 44', '+33474223344', false],
  ['0033474223344', '+33474223344', false],
  ['04.74.22.33.44', '+33474223344', false],
  ['+32 2 555 12 12', '+3225551212', false],
])('%s is %s', (text, e164, isMobile) => expect(readPhone(text)).toEqual({ e164, isMobile }))

test.each(['01 02', 'voir secrétariat', '', '+', '9'.repeat(200)])('%j rings nowhere', (text) =>
  expect(readPhone(text)).toBeNull(),
)

test.each([
  ['+33240112233', 'FR', '02 40 11 22 33'],
  ['+33612345678', 'FR', '06 12 34 56 78'],
  ['+33240112233', 'GB', '+33 2 40 11 22 33'],
  ['+441174960123', 'FR', '+44 117 496 0123'],
  ['poste 12', 'FR', 'poste 12'],
])('%s read in %s is %s, on one line', (e164, country, shown) => {
  expect(shownPhone(e164, country).replaceAll('\u00A0', ' ')).toBe(shown)
  expect(readPhone(shownPhone(e164, country))?.e164 ?? e164).toBe(e164)
})
