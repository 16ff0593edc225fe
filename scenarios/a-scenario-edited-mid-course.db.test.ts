import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_SCENARIO } from '../src/domain/scenarios/index.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('S4-6, pitfalls 16 and 42: the running case keeps its version, a case that begins follows the new one', async () => {
  const running = await story.customer()
  await story.invoice(running, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  await story.live('2026-10-01', '2026-10-05')
  const steps = DEFAULT_SCENARIO.steps.filter(({ code }) => code === 'rappel' || code === 'mise-en-demeure')
  await story.editScenario({
    ...DEFAULT_SCENARIO,
    steps: steps.map((step) => (step.code === 'rappel' ? { ...step, offsetDays: 9 } : { ...step, offsetDays: 20 })),
  })
  const begins = await story.customer({ name: 'Garage du Port' })
  await story.invoice(begins, { number: 'F2026-070', dueOn: '2026-10-05', amountCents: 50000 })
  const seen = await story.live('2026-10-06', '2026-10-27')
  const of = (debtorId: string) => lines(seen.filter((contact) => contact.debtorId === debtorId))
  expect(of(running)).toEqual(['2026-10-12 phone appel', '2026-10-19 email rappel-ferme'])
  expect(of(begins)).toEqual(['2026-10-14 email rappel', '2026-10-26 registered mise-en-demeure'])
})
