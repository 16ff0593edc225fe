import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { BUILT_IN_SCENARIOS } from '../domain/scenarios/index.ts'
import { en } from './words.en.ts'
import { fr } from './words.fr.ts'

type Leaf = { readonly key: string; readonly text: string }

function leaves(words: object, prefix = ''): Leaf[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key: prefix + key, text: value }] : leaves(value as object, `${prefix}${key}.`),
  )
}

const french = leaves(fr)
const english = leaves(en)
/** What is shown, without the names of the facts. */
const shown = ({ text }: Leaf) => text.replace(/\{\{[^}]*\}\}/g, '0')
const faults = (among: readonly Leaf[], wrong: RegExp) =>
  among.filter((leaf) => wrong.test(shown(leaf))).map(({ key, text }) => `${key}: ${text}`)

describe('French typography (STYLE 15, experience B4)', () => {
  it('a narrow no-break space stands before ; ! and ?', () =>
    expect(faults(french, /[^\u202F\s][;!?]|[ \u00A0][;!?]/)).toEqual([]))
  it('a no-break space stands before a colon, hours and addresses aside', () =>
    expect(faults(french, /[^\u00A0\d]:|[ \u202F]:/)).toEqual([]))
  it('no-break spaces stand inside « »', () => expect(faults(french, /«[^\u00A0]|[^\u00A0]»/)).toEqual([]))
  it('no straight apostrophe and no straight quote', () => expect(faults(french, /['"]/)).toEqual([]))
  it('no plain space before a unit', () => expect(faults(french, / [€%](?!\p{L})/u)).toEqual([]))
  it('a day that may end in a dot does not end a sentence', () =>
    expect(french.filter(({ text }) => /, day\}\}\./.test(text))).toEqual([]))
})

describe('no English leftover in French, no French leftover in English', () => {
  const ENGLISH = /\b(the|and|of|your|save|delete|cancel|loading|error|please|search|settings)\b/i
  const FRENCH = /\b(le|les|une|des|vous|votre|est|avec|pour|dossiers?|factures?|échéance)\b/i
  it('French', () =>
    expect(
      faults(
        french.filter(({ key }) => key !== 'nav.language'),
        ENGLISH,
      ),
    ).toEqual([]))
  it('English', () =>
    expect(
      faults(
        english.filter(({ key }) => key !== 'nav.language'),
        FRENCH,
      ),
    ).toEqual([]))
})

describe('both languages say the same things', () => {
  const factsOf = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '').sort()
  it('the same keys', () =>
    expect(english.map(({ key }) => key)).toEqual(expect.arrayContaining(french.map(({ key }) => key))))
  it('the same facts in each sentence', () => {
    const texts = new Map(english.map(({ key, text }) => [key, text]))
    const differs = french.filter(({ key, text }) => factsOf(text).join() !== factsOf(texts.get(key) ?? '').join())
    expect(differs.map(({ key }) => key)).toEqual([])
  })
})

/** Sources of the server, to see what codes it may give. */
function sources(folder: string): string {
  return readdirSync(join(import.meta.dirname, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(import.meta.dirname, '..', folder, name), 'utf8'))
    .join('\n')
}

const codes = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, code]) => code ?? ''))].sort()

describe('every code that the server gives has words here', () => {
  let domain = ''
  let flow = ''
  beforeAll(() => {
    domain = sources('domain')
    flow = sources('flow')
  })

  it('reasons of the decision', () => {
    const given = codes(domain, /\breason\('([a-z_]+)'/g)
    expect(given.length).toBeGreaterThan(10)
    expect(given.filter((code) => !Object.hasOwn(fr.reason, code))).toEqual([])
  })

  it('holds, as reasons and as events', () => {
    const wanted = Object.keys(fr.hold).map((kind) => `hold_${kind}`)
    expect(wanted.filter((code) => !Object.hasOwn(fr.reason, code) || !Object.hasOwn(fr.event, code))).toEqual([])
  })

  it('events of a case', () => {
    const given = codes(
      flow,
      /kind: '([a-z_]+_(?:recorded|changed|cancelled|reversed|ended|removed|failed|uncertain))'/g,
    )
    const ofOffice = [
      'creditor_recorded',
      'creditor_changed',
      'contact_policy_changed',
      'mail_account_changed',
      'user_role_changed',
      'user_removed',
    ]
    expect(given.length).toBeGreaterThan(5)
    expect(given.filter((code) => !ofOffice.includes(code) && !Object.hasOwn(fr.event, code))).toEqual([])
  })

  it('texts of the built-in scenarios', () => {
    const given = BUILT_IN_SCENARIOS.flatMap((scenario) => scenario.steps.map((step) => step.template))
    expect(given.filter((code) => !Object.hasOwn(fr.template, code))).toEqual([])
  })

  it('alerts of the day', () => {
    const given = codes(flow, /select '([a-z_]+)'(?: as code)?, (?:c\.case_id|null),/g)
    expect(given.length).toBeGreaterThan(2)
    expect(given.filter((code) => !Object.hasOwn(fr.alert, code))).toEqual([])
  })
})

describe('no word is kept that no page says (STYLE 16)', () => {
  it('each key is asked for by name, or by the name of its family', () => {
    const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/words\.(fr|en)|\.test\./.test(name))
      .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
      .join('\n')
    const families = [...pages.matchAll(/[`']([\w.]+)\.\$\{/g)].map(([, family]) => `${family}.`)
    const coded = [...pages.matchAll(/sayCode\('(\w+)'/g)].map(([, family]) => `${family}.`)
    const said = (key: string) => {
      const name = key.replace(/_(?:one|other)$/, '')
      return pages.includes(`'${name}'`) || [...families, ...coded].some((family) => key.startsWith(family))
    }
    expect(french.map(({ key }) => key).filter((key) => !said(key))).toEqual([])
  })
})
