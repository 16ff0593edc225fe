import { afterAll, describe, expect, test } from 'vitest'
import { builtInTemplate } from './built-in-templates.ts'
import { sampleVariables } from './golden/sample-variables.ts'
import { closeUntrustedRenderer, renderUntrusted } from './render-untrusted.ts'
import type { Template } from './template.ts'

const variables = sampleVariables('professional', 'fr')

function edited(body: string): Template {
  const template = builtInTemplate('first-reminder', 'professional', 'fr')
  if (!template) throw new Error('no template')
  return { ...template, parts: { ...template.parts, body } }
}
const rendered = (body: string) => renderUntrusted({ form: 'email', template: edited(body), variables })

afterAll(closeUntrustedRenderer)

describe('texts edited by users (reliability A7 70 to 75) are stopped within a second, and the next one is rendered', () => {
  test.each([
    ['70 empty loop of 10⁹ turns', '{% for i in (1..1000000000) %}{% endfor %}'],
    ['70 nested empty loops', '{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}'],
    ['71 width of a date format', "{{ 'now' | date: '%999999999d' }}"],
    [
      '72 replace that grows',
      `{% assign a = 'aaaaaaaaaa' %}${"{% assign a = a | replace: 'a', 'aaaaaaaaaa' %}".repeat(9)}{{ a }}`,
    ],
    ['73 pop of a huge array', '{% assign a = (1..100000000) | pop %}{{ a | size }}'],
  ])(
    '%s',
    async (_, body) => {
      await rendered('Bonjour')
      const start = performance.now()
      const { outcome } = await rendered(body)
      expect(performance.now() - start).toBeLessThan(2000)
      expect(outcome.ok).toBe(false)
      expect((await rendered('Bonjour {{ creancier.nom }}')).outcome).toMatchObject({ ok: true })
    },
    15_000,
  )
  test.each([
    ['74 constructor', '{{ creancier.constructor.name }}'],
    ['74 prototype', '{{ creancier.__proto__.toString }}'],
    ['75 file outside', "{% include '../../../../package.json' %}"],
    ['75 absolute file', "{% render '/etc/passwd' %}"],
    ['75 layout', "{% layout '/etc/passwd' %}"],
  ])('%s gives a template error', async (_, body) => {
    expect((await rendered(body)).outcome).toMatchObject({ ok: false, refusal: { code: 'template_error' } })
  })
})

test('a template error says the part, the line and the reason in French', async () => {
  expect((await rendered('Bonjour,\n\n{{ creancier.nmo }}')).outcome).toMatchObject({
    refusal: {
      code: 'template_error',
      facts: {
        part: 'body',
        line: 3,
        reason: 'La variable «\u00A0creancier.nmo\u00A0» n’existe pas ou n’a pas de valeur ici.',
      },
    },
  })
})
test('letters and SMS are rendered by the same thread', async () => {
  const letter = await renderUntrusted({ form: 'letter', canal: 'courrier', template: edited('Bonjour'), variables })
  expect(letter.outcome).toMatchObject({ ok: true, value: { text: expect.stringContaining('Bonjour') } })
  const sms = builtInTemplate('sms-reminder', 'professional', 'fr')
  if (!sms) throw new Error('no template')
  expect((await renderUntrusted({ form: 'sms', template: sms, variables })).outcome.ok).toBe(true)
})
