import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../../domain/day.ts'
import type { Language, Regime } from '../../../domain/party.ts'
import type { TextCode } from '../../../domain/text-code.ts'
import { requiredMentions } from '../../../domain/wording/required-mentions.ts'
import { checkWording } from '../../../domain/wording.ts'
import { builtInTemplates } from '../built-in-templates.ts'
import { mentionFacts } from '../mention-facts.ts'
import { renderEmail, renderLetter, renderSms, renderText } from '../render.ts'
import type { Template } from '../template.ts'
import { dataValuesOf, type TextVariables } from '../text-variables.ts'
import { type SampleOptions, sampleVariables } from './sample-variables.ts'
import { typographyFaults } from './typography.ts'

/** Every shape the texts can take: one or two invoices, charges, causes, roles, a call before, an agent. */
const SHAPES: Record<string, SampleOptions> = {
  plain: {},
  talkative: {
    invoices: 2,
    charges: true,
    talkative: true,
    agent: true,
    cause: 'difficulte_passagere',
    role: 'dirigeant',
  },
  'bad faith': { charges: true, cause: 'mauvaise_foi' },
  administrative: { invoices: 2, cause: 'probleme_administratif', role: 'autre' },
  worrying: { cause: 'situation_preoccupante' },
  disputed: { cause: 'contestation' },
  negligence: { cause: 'negligence' },
  forgotten: { cause: 'oubli' },
}

type Rendering = {
  template: Template
  regime: Regime
  shape: string
  form: 'email' | 'letter'
  variables: TextVariables
  subject: string
  text: string
}

function renderings(language: Language): Rendering[] {
  return builtInTemplates()
    .filter((template) => template.language === language && !template.channels.includes('sms'))
    .flatMap((template) =>
      template.regimes.flatMap((regime) =>
        Object.entries(SHAPES).flatMap(([shape, options]) => all(template, regime, shape, options)),
      ),
    )
}

function all(template: Template, regime: Regime, shape: string, options: SampleOptions): Rendering[] {
  const salutation = template.code === 'insolvency-claim' && template.language === 'fr' ? 'Maître' : undefined
  const variables = sampleVariables(regime, template.language, { ...options, salutation })
  const email = template.channels.includes('email') ? renderEmail(template, variables) : null
  const letter = template.parts['subject-letter'] ? renderLetter(template, variables, 'courrier') : null
  const forms = [['email', email] as const, ['letter', letter] as const]
  return forms.flatMap(([form, outcome]) => {
    if (!outcome) return []
    if (!outcome.ok) throw new Error(`${template.code} ${regime} ${shape}: ${JSON.stringify(outcome.refusal)}`)
    return [{ template, regime, shape, form, variables, subject: outcome.value.subject, text: outcome.value.text }]
  })
}

const FRENCH = renderings('fr')
const ENGLISH = renderings('en')
const nameOf = (each: Rendering) => `${each.template.code} ${each.regime} ${each.shape}`
const unique = (renderings: readonly Rendering[]) => [
  ...new Set(renderings.map((each) => `${each.template.code} ${each.regime}`)),
]

describe('each text, as it reads (change a golden file only with a reason)', () => {
  const golden = [...FRENCH, ...ENGLISH].filter((each) => each.shape === 'plain' || each.shape === 'talkative')
  const files = Map.groupBy(golden, (each) => `${each.template.language}/${each.template.code}.${each.regime}`)
  test.each([...files])('%s', async (name, shapes) => {
    const texts = shapes.map((each) => {
      const head = each.form === 'email' ? `${each.subject}\n\n` : ''
      return `=== ${each.shape}, ${each.form}\n${head}${each.text}`
    })
    await expect(texts.join('\n')).toMatchFileSnapshot(`./texts/${name}.txt`)
  })
})

describe('French typography: U+202F before ; ! ?, U+00A0 before : and %, curly apostrophes, «\u00A0»', () => {
  const sources = builtInTemplates().filter(
    (template) => template.language === 'fr' && !template.channels.includes('sms'),
  )
  test.each(sources.map((template) => [`${template.code} ${template.regimes.join('+')}`, template] as const))(
    'source %s',
    (_, template) => {
      const texts = [template.title, template.notes.replace(/`[^`]*`/g, 'x'), ...Object.values(template.parts)]
      for (const text of texts)
        expect(typographyFaults(text.replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, '\uFFFC'))).toEqual([])
    },
  )
  test.each(unique(FRENCH))('rendered %s', (name) => {
    const own = FRENCH.filter((each) => nameOf(each).startsWith(`${name} `))
    for (const each of own) expect(typographyFaults(`${each.subject}\n${each.text}`), nameOf(each)).toEqual([])
  })
  test('English has no space before punctuation and no straight apostrophe', () => {
    for (const each of ENGLISH) {
      expect(each.text, nameOf(each)).not.toMatch(/ [:;!?]/)
      expect(each.text, nameOf(each)).not.toMatch(/\p{L}'\p{L}/u)
    }
  })
})

describe('S2-12, S4-11, S3-19: the guard blocks none of our own texts', () => {
  test.each(unique(FRENCH))('%s', (name) => {
    for (const each of FRENCH.filter((one) => nameOf(one).startsWith(`${name} `))) {
      const context = {
        code: each.template.code,
        regime: each.regime,
        tone: each.template.tone,
        enforceableTitle: false,
        timeBarred: false,
        dataValues: dataValuesOf(each.variables),
      } as const
      const findings = [
        ...checkWording(each.subject, { ...context, use: 'subject' }),
        ...checkWording(each.text, { ...context, use: 'body' }),
      ]
      expect(
        findings.filter((finding) => finding.severity === 'block'),
        nameOf(each),
      ).toEqual([])
    }
  })
})

test('S4-4: no text carries a bare « 1ère relance » label, nor the word « relance »', () => {
  for (const each of FRENCH) expect(`${each.subject} ${each.text}`, nameOf(each)).not.toMatch(/relance/i)
})
test('no template syntax, null or undefined is left in a rendered text', () => {
  for (const each of [...FRENCH, ...ENGLISH])
    expect(each.text, nameOf(each)).not.toMatch(/\{\{|\{%|\{[a-z]+[:}]|undefined|\bnull\b/)
})
test('S2-11: no text exceeds 480 words', () => {
  for (const each of FRENCH) expect(each.text.split(/\s+/).length, nameOf(each)).toBeLessThanOrEqual(480)
})
test('S4-38: consumers and professionals are written different texts', () => {
  for (const each of FRENCH.filter((one) => one.regime === 'consumer')) {
    expect(each.text, nameOf(each)).not.toMatch(/L441-10|40\u00A0€/)
  }
})

describe('S0-10, S2-19, S2-30: our own texts carry every mention they must', () => {
  const MODES: Partial<Record<TextCode, 'registered'>> = {
    'formal-notice': 'registered',
    'instalment-default': 'registered',
  }
  test.each(unique([...FRENCH, ...ENGLISH]))('%s', (name) => {
    for (const each of [...FRENCH, ...ENGLISH].filter((one) => nameOf(one).startsWith(`${name} `))) {
      expect(refusalsOf(each, MODES), `${each.template.language} ${nameOf(each)}`).toEqual([])
    }
  })
})

function refusalsOf(each: Rendering, modes: Partial<Record<string, 'registered'>>) {
  const code = each.template.code
  const facts = mentionFacts(each.variables, {
    regime: each.regime,
    language: each.template.language,
    text: `${each.subject}\n${each.text}`,
    sentOn: each.variables.date_du_jour,
    mode: modes[code] ?? 'post',
    balanceCents: each.variables.totaux.total,
    timeBarred: false,
    paymentsFresh: true,
  })
  return requiredMentions(code as TextCode, facts)
}

describe('SMS: one message of GSM-7, discreet towards a consumer', () => {
  const sms = builtInTemplates().filter((template) => template.channels.includes('sms'))
  const worst = {
    creancier: { nom_court: 'Établissements Çelik & Frères Œuvre' },
    objet_court: 'votre facture FAC-2026-0041',
    totaux: { total: 1234567 },
  }
  test.each(sms.flatMap((template) => template.regimes.map((regime) => [template.code, regime, template] as const)))(
    '%s %s',
    (_, regime, template) => {
      const plain = sampleVariables(regime, template.language)
      const long = {
        ...plain,
        ...worst,
        creancier: { ...plain.creancier, ...worst.creancier },
        totaux: { ...plain.totaux, ...worst.totaux },
      }
      for (const variables of [plain, long]) {
        const rendered = renderSms(template, variables)
        if (!rendered.ok) throw new Error(JSON.stringify(rendered.refusal))
        expect(rendered.value.length, rendered.value.text).toMatchObject({ encoding: 'gsm7', parts: 1 })
        const context = {
          use: 'sms',
          code: template.code,
          regime,
          tone: 3,
          enforceableTitle: false,
          timeBarred: false,
          dataValues: [],
        } as const
        if (template.language === 'fr') expect(checkWording(rendered.value.text, context)).toEqual([])
        if (regime === 'consumer')
          expect(rendered.value.text).not.toMatch(/EUR|impay|dette|facture|retard|invoice|debt|unpaid|overdue/i)
      }
    },
  )
})

describe('data is never markup (reliability A7 58, 61, 62)', () => {
  const hostile = '**Gras** [lien](javascript:alert(1)) <script>x</script> | \n# Titre\r\nBcc: a@b.fr'
  const variables = sampleVariables('professional', 'fr')
  const attacked = { ...variables, creancier: { ...variables.creancier, nom: hostile }, synthese: hostile }
  const template = builtInTemplates().find((each) => each.code === 'first-reminder' && each.language === 'fr')
  if (!template) throw new Error('no template')
  test('a name with Markdown, HTML or line breaks is printed as it is, on one line', () => {
    const email = renderEmail(template, attacked)
    if (!email.ok) throw new Error(JSON.stringify(email.refusal))
    expect(email.value.html).not.toMatch(/<script|href="javascript|<h2/)
    expect(email.value.text).toContain('**Gras** [lien](javascript:alert(1)) <script>x</script> | # Titre Bcc: a@b.fr')
    const subject = renderText(
      template,
      { ...attacked, factures: [...attacked.factures, ...attacked.factures] },
      'subject-email',
    )
    expect(subject.ok && subject.value).not.toMatch(/[\r\n]/)
  })
  test('a javascript: or data: link in a template loses its address; https and mailto stay', () => {
    const body =
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.org/?a=1&b=2) [d](mailto:a@b.fr) ![i](https://x/y.png)'
    const email = renderEmail({ ...template, parts: { ...template.parts, body } }, variables)
    if (!email.ok) throw new Error(JSON.stringify(email.refusal))
    expect([...email.value.html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'https://example.org/?a=1&amp;b=2',
      'mailto:a@b.fr',
      'https://x/y.png',
    ])
    expect(email.value.html).not.toContain('<img')
  })
})

test('the formal notice is refused beyond 15 days, accepted on the fifteenth (S3-14)', () => {
  const notice = FRENCH.find((each) => each.template.code === 'formal-notice' && each.regime === 'professional')
  if (!notice) throw new Error('no notice')
  const sentOn = day('2026-11-16')
  const late = { ...notice.variables, delai: { date_limite: addDays(sentOn, 16), jours: 16 } }
  const codes = (variables: TextVariables) =>
    refusalsOf({ ...notice, variables: { ...variables, date_du_jour: sentOn } }, { 'formal-notice': 'registered' }).map(
      (refusal) => refusal.code,
    )
  expect(codes(late)).toContain('deadline_out_of_range')
  expect(codes({ ...late, delai: { date_limite: addDays(sentOn, 15), jours: 15 } })).not.toContain(
    'deadline_out_of_range',
  )
})
