import { CHANNELS, type Channel } from '../domain/channel.ts'
import { UNIT_COSTS, type UnitCosts } from '../domain/channel-cost.ts'
import type { Day } from '../domain/day.ts'
import { type SimulatedAct, simulate } from '../domain/simulate.ts'
import { gatherSituations } from '../flow/plan/gather.ts'
import { contactPolicyOf } from '../flow/plan/policy.ts'
import { openScenarioBook } from '../flow/plan/scenario-book.ts'
import { todayInParis } from '../platform/clock.ts'
import { type Db, inTenant } from '../platform/db.ts'
import { formatAmount } from '../web/format-amount.ts'
import { answerList } from './answer-list.ts'
import type { Command, CommandArguments } from './command.ts'
import { inOffice, OFFICE_OPTION } from './office.ts'
import { type OpenCase, openCases } from './open-cases.ts'
import { list, optional, optionalDay, readCents, refusingOptions } from './read-options.ts'
import { sayChannel, sayCount, sayStep, shortDate } from './say-reason.ts'

const MOST_DAYS = 366
const USUAL_DAYS = 60

/** `amiable simulate`: who would get what, when and at what cost, if nobody paid and every act were approved. Records nothing. */
export const command: Command = {
  summary: 'Joue les jours à venir\u00a0: qui reçoit quoi, quand, et pour quel coût',
  usage: 'simulate [--from JOUR] [--days N] [--cost CANAL:EUROS]… [--office NOM]',
  examples: [
    'amiable simulate --from 2026-12-01 --days 60',
    'amiable simulate --days 90 --cost registered:7.90 --cost sms:0.05',
    'amiable simulate --from 2026-12-01 --days 60 --json',
  ],
  options: {
    from: { type: 'string' },
    days: { type: 'string' },
    cost: { type: 'string', multiple: true },
    ...OFFICE_OPTION,
  },
  run: (context, { values }) =>
    refusingOptions(async () => {
      const from = optionalDay(values, 'from') ?? todayInParis(context.clock())
      const days = optional(values, 'days', readDays, `un nombre de jours, de 1 à ${MOST_DAYS}`) ?? USUAL_DAYS
      const costs = readCosts(values)
      return inOffice(context, values, async ({ db }, { tenantId }) => {
        const played = await playAll(db, tenantId, from, days)
        const acts = played.flatMap((one) => one.acts.map((act) => actOf(one.found, act, costs)))
        const told = { contacts: contactsOf(acts), costs: costsOf(acts, costs), totals: totalsOf(played.length, acts) }
        return answerList(context, {
          head: { from, days },
          key: 'acts',
          items: acts.sort(byDay),
          tail: () => told,
          line: describe,
          summary: () => summarize(told),
        })
      })
    }, context.refuse),
}

function readDays(text: string): number | null {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= MOST_DAYS ? days : null
}

function readCosts(values: CommandArguments['values']): UnitCosts {
  const expected = `un canal et un prix, par exemple registered:7.90 (canaux\u00a0: ${CHANNELS.join(', ')})`
  return { ...UNIT_COSTS, ...Object.fromEntries(list(values, 'cost', readCost, expected)) }
}

function readCost(text: string): readonly [Channel, number] | null {
  const [name, price = ''] = text.split(':')
  const channel = CHANNELS.find((one) => one === name)
  const cents = readCents(price)
  return channel && cents !== null && cents >= 0 ? [channel, cents] : null
}

type Played = { readonly found: OpenCase; readonly acts: readonly SimulatedAct[] }

async function playAll(db: Db, tenantId: string, from: Day, days: number): Promise<Played[]> {
  const played: Played[] = []
  for await (const batch of openCases(db, tenantId)) {
    const known = new Map(batch.map((one) => [one.caseId, one]))
    const { gathered, policy } = await inTenant(db, tenantId, async (tx) => ({
      gathered: await gatherSituations(tx, tenantId, [...known.keys()], from, await openScenarioBook(tx, tenantId)),
      policy: await contactPolicyOf(tx, tenantId),
    }))
    for (const { situation, scenario } of gathered) {
      const found = known.get(situation.caseId)
      if (found && situation.claims.length > 0)
        played.push({ found, acts: simulate(situation, scenario, policy, from, days).acts })
    }
  }
  return played
}

type Act = ReturnType<typeof actOf>

function actOf({ caseId, debtorId, debtor, currency }: OpenCase, { on, planned }: SimulatedAct, costs: UnitCosts) {
  const { step, channel, totalCents, payBy } = planned
  const what = {
    stepCode: step.code,
    channel,
    template: step.template,
    toneLevel: step.tone,
    totalCents,
    currency,
    payBy,
  }
  return { on, caseId, debtorId, debtor, ...what, costCents: costs[channel] }
}

function byDay(one: Act, other: Act): number {
  if (one.on !== other.on) return one.on < other.on ? -1 : 1
  return one.debtor.localeCompare(other.debtor, 'fr')
}

/** Contacts are counted as the contact policy counts them: several acts of one day are one contact. */
function contactsOf(acts: readonly Act[]) {
  return [...Map.groupBy(acts, (act) => act.debtorId)].map(([debtorId, own]) => ({
    debtorId,
    debtor: own[0]?.debtor ?? '',
    contacts: new Set(own.map((act) => act.on)).size,
    acts: own.length,
    costCents: sumOfCosts(own),
  }))
}

function costsOf(acts: readonly Act[], costs: UnitCosts) {
  return CHANNELS.map((channel) => {
    const count = acts.filter((act) => act.channel === channel).length
    return { channel, acts: count, unitCents: costs[channel], totalCents: count * costs[channel] }
  })
}

function totalsOf(cases: number, acts: readonly Act[]) {
  const contacts = new Set(acts.map((act) => `${act.debtorId} ${act.on}`)).size
  return { cases, acts: acts.length, contacts, costCents: sumOfCosts(acts) }
}

const sumOfCosts = (acts: readonly Act[]) => acts.reduce((sum, act) => sum + act.costCents, 0)

function describe({ on, debtor, channel, stepCode, totalCents, currency, costCents }: Act): string {
  const cost = costCents === 0 ? '' : `, coût ${formatAmount(costCents, 'fr')}`
  return `${shortDate(on)}  ${debtor}\u00a0: ${sayStep(channel, stepCode)}, ${formatAmount(totalCents, 'fr', currency)}${cost}`
}

function summarize({
  totals,
  costs,
}: {
  totals: ReturnType<typeof totalsOf>
  costs: ReturnType<typeof costsOf>
}): string {
  const paid = costs.filter(({ acts, unitCents }) => acts > 0 && unitCents > 0)
  const lines = paid.map(
    ({ channel, acts, unitCents, totalCents }) =>
      `  ${sayChannel(channel)}\u00a0: ${acts} × ${formatAmount(unitCents, 'fr')} = ${formatAmount(totalCents, 'fr')}`,
  )
  const { cases, contacts, costCents } = totals
  return [
    '',
    `${sayCount(cases, 'dossier')}, ${sayCount(contacts, 'contact')}, coût total ${formatAmount(costCents, 'fr')}.`,
    ...lines,
  ].join('\n')
}
