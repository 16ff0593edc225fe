import { expect, test } from 'vitest'
import { readPhone } from './phone.ts'

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
