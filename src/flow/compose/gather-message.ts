import { chooseContact } from '../../domain/choose-contact.ts'
import type { Day } from '../../domain/day.ts'
import { limitation } from '../../domain/law/prescription.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { type DebtorKind, regimeOf, type Territory } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { moments, type Scenario } from '../../domain/scenario.ts'
import type { Claim } from '../../domain/situation.ts'
import { deadlinePrinted } from '../../domain/step-choice.ts'
import type { Tx } from '../../platform/db.ts'
import { accountKey, openCharges, readClaims } from '../ledger/read-balance.ts'
import type { MessageFacts } from './build-variables.ts'
import * as rows from './message-rows.ts'

/**
 * The facts of the messages of some acts, read now in a fixed number of queries, each judged when it is asked for. Refusals:
 * `action_unknown`, `nothing_owed` (what it lists has been paid), those of the charges (`rate_missing`…).
 */
export async function gatherMessages(
  tx: Tx,
  tenantId: string,
  actionIds: readonly string[],
  today: Day,
  rates: RateTables,
): Promise<(actionId: string) => Outcome<MessageFacts>> {
  const actions = new Map((await rows.actionFacts(tx, tenantId, actionIds)).map((action) => [action.action_id, action]))
  if (actions.size === 0) return (actionId) => refuse('action_unknown', { actionId })
  const found = await readAll(tx, tenantId, [...actions.values()], today, rates)
  return (actionId) => {
    const action = actions.get(actionId)
    return action ? factsOf(action, found, today) : refuse('action_unknown', { actionId })
  }
}

async function readAll(tx: Tx, tenantId: string, actions: readonly rows.ActionFacts[], today: Day, rates: RateTables) {
  const debtorIds = [...new Set(actions.map((action) => action.debtor_id))]
  const caseIds = [...new Set(actions.map((action) => action.case_id))]
  const accounts = await readClaims(tx, tenantId, debtorIds)
  const invoiceIds = [...accounts.values()].flatMap((account) => account.claims.map((claim) => claim.invoiceId))
  return {
    accounts,
    chargesOf: await openCharges(tx, tenantId, debtorIds, today, rates),
    debtors: await rows.debtorFacts(tx, tenantId, debtorIds),
    creditors: await rows.creditorFacts(tx, tenantId, [...new Set(actions.map((action) => action.creditor_id))]),
    contacts: await rows.contactsOf(tx, tenantId, debtorIds),
    invoices: await rows.invoiceFacts(tx, tenantId, [...new Set(invoiceIds)]),
    past: await rows.pastContacts(tx, tenantId, caseIds),
    promises: await rows.lastPromises(tx, tenantId, debtorIds),
    known: await rows.paymentsKnown(tx, tenantId),
    scenarios: await rows.scenarioVersions(tx, tenantId),
    received: await rows.whoReceivedMessages(tx, tenantId, debtorIds),
    templates: await rows.ownTemplates(tx, tenantId),
    senders: await rows.mailSenders(tx, tenantId),
  }
}
type Found = Awaited<ReturnType<typeof readAll>>

function factsOf(action: rows.ActionFacts, found: Found, today: Day): Outcome<MessageFacts> {
  const { debtor_id: debtorId, creditor_id: creditorId, currency } = action
  const debtor = found.debtors.get(debtorId)
  const creditor = found.creditors.get(creditorId)
  if (!debtor || !creditor) throw new Error(`Act ${action.action_id} has lost its debtor or its creditor`)
  const open = found.accounts.get(accountKey(debtorId, currency))?.claims ?? []
  const claims = open.filter((claim) => action.invoice_ids.includes(claim.id))
  if (claims.length === 0) return refuse('nothing_owed', { actionId: action.action_id })
  const charges = found.chargesOf({ debtorId, currency, invoiceIds: claims.map((claim) => claim.invoiceId) })
  if (!charges.ok) return charges
  const scenario = found.scenarios.get(`${action.scenario_code}@${action.scenario_version}`) ?? null
  const territory = debtor.territory as Territory
  const planned = { stepCode: action.step_code, plannedOn: action.planned_on, payBy: action.pay_by }
  const kind = debtor.kind as DebtorKind
  const past = (found.past.get(action.case_id) ?? []).filter((one) => one.cycle === action.cycle)
  return accept({
    action,
    debtor,
    creditor,
    claims,
    charges: charges.value,
    contact: chooseContact(found.contacts.get(debtorId) ?? [], action.channel, regimeOf(kind), action.tone_level),
    upcoming: open.filter((claim) => claim.dueOn >= today && !action.invoice_ids.includes(claim.id)),
    invoices: found.invoices,
    past: withDeadlines(past, scenario, territory),
    payBy: deadlinePrinted(planned, scenario, territory, today),
    promise: found.promises.get(debtorId) ?? null,
    paymentsKnownUntil: found.known.get(creditorId) ?? null,
    nextTemplate: scenario ? (moments(scenario)[action.step_index + 1]?.steps[0]?.template ?? null) : null,
    limitation: limitationOf(claims[0], kind),
    isFirstMessage: !found.received.has(debtorId),
    ownTemplates: found.templates,
    sender: found.senders.get(creditorId) ?? null,
  })
}

/** With the deadline that each one printed on the day it left. */
function withDeadlines(past: readonly rows.PastContact[], scenario: Scenario | null, territory: Territory) {
  return past.map((one) => {
    const planned = { stepCode: one.step_code, plannedOn: one.planned_on, payBy: one.pay_by }
    return { ...one, pay_by: deadlinePrinted(planned, scenario, territory, one.on_day) }
  })
}

/** Length and basis of the limitation, for the text that says that it has passed (S4-35). */
function limitationOf(claim: Claim | undefined, debtorKind: DebtorKind): MessageFacts['limitation'] {
  if (!claim) return null
  const found = limitation({
    debtorKind,
    applicableLaw: null,
    nature: debtorKind === 'public_body' ? 'public' : 'services',
    dueOn: claim.dueOn < claim.issuedOn ? claim.issuedOn : claim.dueOn,
    completedOn: null,
    invoicedOn: claim.issuedOn,
    events: [],
  })
  return found.ok ? { years: found.value.years, article: found.value.article } : null
}
