import { describe, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { moments, type Scenario, type Step } from './scenario.ts'
import { checkScenario } from './scenario-check.ts'
import { BUILT_IN_SCENARIOS, DEFAULT_SCENARIO } from './scenarios/index.ts'
import { STEP_TEMPLATES } from './text-catalogue.ts'

const check = (scenario: Scenario) => checkScenario(scenario, POLICY, STEP_TEMPLATES)
const codes = (scenario: Scenario) => check(scenario).map((finding) => finding.code)
/** The default scenario with some steps changed. */
const changed = (changes: Readonly<Record<string, Partial<Step>>>, over: Partial<Scenario> = {}): Scenario => ({
  ...DEFAULT_SCENARIO,
  ...over,
  steps: DEFAULT_SCENARIO.steps.map((step) => ({ ...step, ...changes[step.code] })),
})

describe('the scenarios that come with Amiable', () => {
  it.each(BUILT_IN_SCENARIOS.map((scenario) => [scenario.code, scenario] as const))(
    'S3-1: %s is sound as it is',
    (_, scenario) => {
      expect(check(scenario).filter((finding) => finding.severity === 'error')).toEqual([])
    },
  )
  it('S4-18: the default one holds six actions: three letters or e-mails at least, one notice, one call', () => {
    const channels = DEFAULT_SCENARIO.steps.map((step) => step.channel)
    expect(DEFAULT_SCENARIO.steps).toHaveLength(6)
    expect(channels.filter((channel) => channel === 'email' || channel === 'post').length).toBeGreaterThanOrEqual(3)
    expect(channels.filter((channel) => channel === 'phone')).toHaveLength(1)
    expect(channels.at(-1)).toBe('registered')
  })
  it('S4-7, S4-8: the tone never falls back along any of them', () => {
    for (const scenario of BUILT_IN_SCENARIOS) {
      const tones = moments(scenario).map((moment) => moment.tone)
      expect(tones).toEqual(tones.toSorted())
    }
  })
  it('S0-25, S3-13: every one ends with a formal notice by registered letter that a person approves', () => {
    for (const { steps } of BUILT_IN_SCENARIOS)
      expect(steps.at(-1)).toMatchObject({ template: 'formal-notice', channel: 'registered', approval: 'confirm' })
  })
  it('S1-6: the first written reminder of S1, S3 and S4 leaves by itself', () => {
    for (const code of ['s1-relance-amiable', 's3-pre-contentieux', 's4-methode']) {
      const scenario = BUILT_IN_SCENARIOS.find((one) => one.code === code)
      expect(scenario?.steps.find((step) => step.template === 'first-reminder')?.approval).toBe('automatic')
    }
  })
  it('S3-2, S3-5: S3 calls 5 days before the date and writes within 48 hours after it', () => {
    const offsets = BUILT_IN_SCENARIOS.find((one) => one.code === 's3-pre-contentieux')?.steps.map(
      (step) => step.offsetDays,
    )
    expect(offsets?.slice(0, 2)).toEqual([-5, 1])
  })
})

describe('what is refused (error)', () => {
  it.each([
    ['S4-8: a tone that falls back', changed({ avertissement: { tone: 2 } }), 'tone_falls_back'],
    [
      'S3-14: a notice that gives 16 days',
      changed({ 'mise-en-demeure': { payWithinDays: 16 } }),
      'notice_deadline_too_long',
    ],
    [
      'S2-26: a notice without deadline',
      changed({ 'mise-en-demeure': { payWithinDays: 0 } }),
      'notice_without_deadline',
    ],
    ['S0-25: a notice by e-mail', changed({ 'mise-en-demeure': { channel: 'email' } }), 'notice_without_proof'],
    [
      'S0-25: a notice that falls back on the ordinary post',
      changed({ 'mise-en-demeure': { otherwise: 'post' } }),
      'notice_without_proof',
    ],
    ['a notice that leaves by itself', changed({ 'mise-en-demeure': { approval: 'automatic' } }), 'notice_automatic'],
    ['S4-16: steps closer than the gap', changed({ appel: { offsetDays: 4 } }), 'gap_too_short'],
    ['pitfall 41: an order that does not follow the days', changed({ appel: { offsetDays: 30 } }), 'order_reversed'],
    ['S4-19: more contacts than the cap', changed({}, { capPerCase: 5 }), 'cap_exceeded'],
    ['S3-3: a claim before the due date', changed({ rappel: { offsetDays: -1 } }), 'claims_before_due'],
    ['a text that does not exist', changed({ rappel: { template: 'relance-1' } }), 'unknown_template'],
    ['pitfall 2: the same code twice', changed({ appel: { code: 'rappel' } }), 'duplicate_code'],
    [
      'a condition on a step that does not exist',
      changed({ appel: { conditions: [{ kind: 'without_effect', steps: ['lettre'] }] } }),
      'unknown_step',
    ],
    [
      'a first step that goes with the one before it',
      changed({ 'avant-echeance': { together: true } }),
      'together_without_step',
    ],
    ['no step at all', { ...DEFAULT_SCENARIO, steps: [] }, 'no_step'],
  ] as const)('%s', (_, scenario, code) => {
    expect(check(scenario)).toContainEqual(expect.objectContaining({ code, severity: 'error' }))
  })
  it('S3-15: a step after the formal notice, named', () => {
    const [last] = DEFAULT_SCENARIO.steps.slice(-1)
    const extra = last ? [{ ...last, code: 'encore', template: 'warning-letter', offsetDays: 60 }] : []
    const found = check({ ...DEFAULT_SCENARIO, steps: [...DEFAULT_SCENARIO.steps, ...extra] })
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'step_after_notice', stepCode: 'encore', severity: 'error' }),
    )
  })
})

describe('what is shown and left to the person (warning)', () => {
  it('S4-13: no formal notice', () => {
    expect(codes({ ...DEFAULT_SCENARIO, steps: DEFAULT_SCENARIO.steps.slice(0, -1) })).toEqual(['no_formal_notice'])
  })
  it('S4-17: a silence longer than the longest gap', () => {
    expect(codes(changed({ 'mise-en-demeure': { offsetDays: 60 } }))).toEqual(['gap_too_long'])
  })
  it('I5: a tone that rises by two levels', () => {
    expect(codes(changed({ avertissement: { tone: 3 } }))).toEqual(['tone_jumps'])
  })
  it('each finding names its step and its figures', () => {
    const [finding] = check(changed({ 'mise-en-demeure': { payWithinDays: 20 } }))
    expect(finding).toMatchObject({ stepCode: 'mise-en-demeure', facts: { days: 20, maxDays: 15 } })
  })
})
