import { expect, test } from 'vitest'
import { readEmailAddress } from './email-address.ts'

test.each([
  ['Compta@Exemple.FR', 'Compta@exemple.fr'],
  [' a.b+c@sous-domaine.exemple.fr ', 'a.b+c@sous-domaine.exemple.fr'],
  ['mailto:a@exemple.fr', 'a@exemple.fr'],
  ['Anne Duval <anne@exemple.fr>', 'anne@exemple.fr'],
  ['contact@société.fr', 'contact@société.fr'],
])('%j is read as %s', (text, address) => expect(readEmailAddress(text)).toEqual({ ok: true, value: address }))

test.each([
  ['a@b.fr, c@d.fr', 'email_several'],
  ['a@b.fr;c@d.fr', 'email_several'],
  ['a@b.fr\nBcc: x@y.fr', 'email_control_character'],
  ['a@b.fr\r\n', 'email_control_character'],
  ['a\u0000@b.fr', 'email_control_character'],
  ['a\u202E@b.fr', 'email_control_character'],
  ['a\u2028@b.fr', 'email_control_character'],
  ['pas une adresse', 'email_invalid'],
  ['a@b', 'email_invalid'],
  ['a..b@c.fr', 'email_invalid'],
  ['.a@c.fr', 'email_invalid'],
  ['a@-c.fr', 'email_invalid'],
  ['"a b"@c.fr', 'email_invalid'],
  ['a@c.fr>', 'email_invalid'],
  ['a@[127.0.0.1]', 'email_invalid'],
  [`${'a'.repeat(65)}@c.fr`, 'email_invalid'],
  ['', 'email_invalid'],
])('A7-58, A7-59: %j is refused: %s', (text, code) =>
  expect(readEmailAddress(text)).toMatchObject({ ok: false, refusal: { code } }),
)
