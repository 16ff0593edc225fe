import { addDays, type Day } from '../../domain/day.ts'
import type { Hold } from '../../domain/hold.ts'
import { type Currency, currency } from '../../domain/money.ts'
import type { DebtorKind, Territory } from '../../domain/party.ts'
import type { Scenario } from '../../domain/scenario.ts'
import type { PastAct, Situation } from '../../domain/situation.ts'
import { deadlinePrinted } from '../../domain/step-choice.ts'
import type { Tx } from '../../platform/db.ts'
import { accountKey, readClaims } from '../ledger/read-balance.ts'
import {
  type ActRow,
  actRows,
  type CaseRow,
  caseRows,
  contactRows,
  type HoldRow,
  holdRows,
  paymentsKnown,
} from './gather-rows.ts'
import { withLimitation } from './limitation-of-claims.ts'
import type { ScenarioBook } from './scenario-book.ts'

/** One case ready to be decided: its facts, and the scenario version it follows. */
export type GatheredCase = {
  readonly situation: Situation
  readonly scenario: Scenario
  readonly debtorId: string
  readonly creditorId: string
}

// Contacts older than this cannot matter to a gap or a weekly cap (scenario-check refuses longer gaps).
const CONTACT_MEMORY_DAYS = 60

/**
 * The facts of a batch of cases as of `today`, in a fixed number of queries. Everything `decide()` reads, and nothing else.
 * Cases that do not exist in this office are left out.
 */
export async function gatherSituations(
  tx: Tx,
  tenantId: string,
  caseIds: readonly string[],
  today: Day,
  book: ScenarioBook,
): Promise<GatheredCase[]> {
  const cases = await caseRows(tx, tenantId, caseIds)
  const debtorIds = [...new Set(cases.map((row) => row.debtor_id))]
  const accounts = await withLimitation(tx, tenantId, await readClaims(tx, tenantId, debtorIds), cases, today)
  const acts = Map.groupBy(await actRows(tx, tenantId, caseIds), (row) => row.case_id)
  const holds = Map.groupBy(await holdRows(tx, tenantId, debtorIds), (row) => row.debtor_id)
  const contacts = Map.groupBy(
    await contactRows(tx, tenantId, debtorIds, addDays(today, -CONTACT_MEMORY_DAYS)),
    (row) => row.debtor_id,
  )
  const known = await paymentsKnown(tx, tenantId)
  return cases.map((row) => {
    const account = accounts.get(accountKey(row.debtor_id, row.currency))
    const ownActs = acts.get(row.case_id) ?? []
    const scenario = scenarioOf(row, ownActs, book)
    return {
      debtorId: row.debtor_id,
      creditorId: row.creditor_id,
      scenario,
      situation: {
        ...standing(row),
        claims: row.archived ? [] : (account?.claims ?? []),
        unallocatedCents: account?.unallocatedCents ?? 0,
        holds: (holds.get(row.debtor_id) ?? []).map(holdOf),
        acts: ownActs.map((act) => pastActOf(act, scenario, row.territory as Territory)),
        contacts: (contacts.get(row.debtor_id) ?? []).map((contact) => ({
          on: contact.on_day as Day,
          actionId: contact.action_id,
        })),
        paymentsKnownUntil: (known.get(row.creditor_id) ?? null) as Day | null,
      },
    }
  })
}

function standing(row: CaseRow): Pick<Situation, 'caseId' | 'currency' | 'cycle' | 'debtor'> {
  return {
    caseId: row.case_id,
    currency: currency(row.currency) as Currency,
    cycle: row.cycle,
    debtor: {
      kind: row.kind as DebtorKind,
      territory: row.territory as Territory,
      hasEmail: row.has_email,
      hasMobile: row.has_mobile,
      hasPhone: row.has_phone,
      hasPostalAddress: row.has_post,
      largeAccount: row.large_account,
    },
  }
}

/** A case that has begun keeps its version; one that has not follows the newest (pitfall 42). */
function scenarioOf(row: CaseRow, acts: readonly ActRow[], book: ScenarioBook): Scenario {
  const hasBegun = acts.some((act) => act.cycle === row.cycle && act.state !== 'cancelled')
  if (hasBegun && row.scenario_code !== null && row.scenario_version !== null) {
    return book.version(row.scenario_code, row.scenario_version)
  }
  return book.newest(row.wanted_scenario)
}

function pastActOf(row: ActRow, scenario: Scenario, territory: Territory): PastAct {
  const state = stateOf(row)
  const on = (state === 'done' ? (row.done_on ?? row.planned_on) : (row.closed_on ?? row.planned_on)) as Day
  const planned = { stepCode: row.step_code, plannedOn: row.planned_on as Day, payBy: row.pay_by as Day | null }
  return {
    actionId: row.action_id,
    stepCode: row.step_code,
    stage: row.step_index,
    template: row.template_code,
    tone: row.tone_level,
    channel: row.channel as PastAct['channel'],
    leaderId: row.leader_id,
    cycle: row.cycle,
    state,
    on,
    payBy: state === 'done' ? deadlinePrinted(planned, scenario, territory, on) : planned.payBy,
    totalCents: row.total_cents,
    isLeaving: row.delivery_state === 'sending' || row.delivery_state === 'reserved',
    covers: row.invoice_ids.map((claimId, at) => ({ claimId, stage: row.invoice_stages[at] ?? -1 })),
  }
}

function stateOf(row: ActRow): PastAct['state'] {
  if (row.state === 'skipped' || row.state === 'cancelled') return row.state
  if (row.delivery_state === 'sent') return 'done'
  if (row.delivery_state === 'failed' || row.delivery_state === 'uncertain') return row.delivery_state
  return 'open'
}

function holdOf(row: HoldRow): Hold {
  return {
    id: row.hold_id,
    kind: row.kind as Hold['kind'],
    invoiceId: row.invoice_id,
    fromDay: row.from_day as Day,
    untilDay: row.until_day as Day | null,
    amountCents: row.amount_cents,
  }
}
