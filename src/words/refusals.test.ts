import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refusalsEn } from './refusals.en.ts'
import { refusalsFr } from './refusals.fr.ts'
import { sayRefusal } from './say-refusal.ts'

const root = join(import.meta.dirname, '..', '..')
/** A command that is typed wrongly is told its usage, not refused by a rule: `src/cli` words its own. */
const isOurs = (name: string) => name.endsWith('.ts') && !/\.test\.ts$|(?:^|\/)(?:words|web|testing|cli)\//.test(name)
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(isOurs)
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }))
const documented = [...readFileSync(join(root, 'docs/refusals.md'), 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(
  (m) => m[1] ?? '',
)

/** The ways in which the code names a refusal. */
const NAMED = [
  /(?<!\.)\brefuse\(\s*'(\w+)'/g,
  /\breader\.refuse\([^,()]+,\s*'(\w+)'/g,
  /\bFileRefused\(\s*'(\w+)'/g,
  /\breason\('(\w+)'/g,
  /\{\s*code: '(\w+)',\s*facts/g,
]
const NAMED_IN_IMPORT = /\bcode: '([a-z]+_\w+)'/g

function codesIn({ name, text }: (typeof sources)[number]): string[] {
  const patterns = name.startsWith('flow/import/') ? [...NAMED, NAMED_IN_IMPORT] : NAMED
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}

describe('refusals: the code, docs/refusals.md and the words say the same', () => {
  const used = [...new Set(sources.flatMap(codesIn))].sort()

  it('every code that the program can give is documented', () => {
    expect(used.filter((code) => !documented.includes(code))).toEqual([])
  })

  it('every code that is documented is somewhere in the program', () => {
    // Some codes are given through a variable (a table of replies, a legal reason): they are quoted where they are chosen.
    const quoted = (code: string) => sources.some(({ text }) => text.includes(`'${code}'`) || text.includes(`${code}:`))
    const built = (code: string) => /^import_(?:opening_balance|bounced_payment|other_debit)$/.test(code)
    expect(documented.filter((code) => !quoted(code) && !built(code))).toEqual([])
  })

  it('every code has its French and English words, and no words are left over', () => {
    expect(Object.keys(refusalsFr).sort()).toEqual([...documented].sort())
    expect(Object.keys(refusalsEn).sort()).toEqual([...documented].sort())
  })

  it('both languages use the same facts', () => {
    const facts = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()
    const differing = documented.filter((code) => String(facts(refusalsFr[code])) !== String(facts(refusalsEn[code])))
    expect(differing).toEqual([])
  })

  it('French has its own spaces: U+202F before ; ! ?, U+00A0 before : and inside « », and no straight apostrophe', () => {
    const wrong = Object.values(refusalsFr).filter((text) =>
      /[^\u202F][;!?](?!\w)|[^\u00A0\d]:(?=\s|$)|«[^\u00A0]|[^\u00A0]»|'/.test(text),
    )
    expect(wrong).toEqual([])
  })
})

describe('sayRefusal', () => {
  it('writes amounts and days as people read them', () => {
    const due = sayRefusal({ code: 'due_before_issue', facts: { issuedOn: '2026-11-22', dueOn: '2026-01-02' } })
    expect(due.fr).toBe(
      'L’échéance (02/01/2026) est avant la date de la facture (22/11/2026). Corrigez l’une des deux.',
    )
    const open = sayRefusal({ code: 'allocation_beyond_open', facts: { openCents: 123_456, wantedCents: 200_000 } })
    expect(open.fr).toContain('1\u202F234,56\u00A0€')
    expect(open.en).toContain('€1,234.56')
  })

  it('names fields as people do', () => {
    const missing = sayRefusal({
      code: 'columns_missing',
      facts: { missing: ['invoiceNumber', 'issuedOn'], headings: [] },
    })
    expect(missing.fr).toContain('numéro de facture, date de facture')
    expect(missing.en).toContain('invoice number, invoice date')
  })

  it('says a code that has no words rather than nothing, and never reads the prototype', () => {
    expect(sayRefusal({ code: 'constructor', facts: {} }).fr).toBe('Refusé\u00A0: constructor.')
  })
})
