import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const SECRET = 's'.repeat(40)

describe('sealed texts', () => {
  it('open with the same secret and context, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => unseal(SECRET, 'ten_1', seal(SECRET, 'ten_1', text)) === text,
      ),
    )
  })

  it('never hold the text in clear and never look the same twice', () => {
    const [first, second] = [seal(SECRET, 'ten_1', 'mot de passe'), seal(SECRET, 'ten_1', 'mot de passe')]
    expect(Buffer.from(first.slice(3), 'base64url').toString('latin1')).not.toContain('mot de passe')
    expect(first).not.toBe(second)
  })

  it('stay shut with another secret, another context, or one changed character', () => {
    const sealed = seal(SECRET, 'ten_1', 'mot de passe')
    expect(unseal(`${SECRET}x`, 'ten_1', sealed)).toBeNull()
    expect(unseal(SECRET, 'ten_2', sealed)).toBeNull()
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      // The last character may carry unused bits only.
      if (Buffer.from(changed.slice(3), 'base64url').equals(Buffer.from(sealed.slice(3), 'base64url'))) continue
      expect(unseal(SECRET, 'ten_1', changed)).toBeNull()
    }
  })
})
