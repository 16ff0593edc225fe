import { chooseContact } from '../../domain/choose-contact.ts'
import type { Day } from '../../domain/day.ts'
import { limitation } from '../../domain/law/prescription.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { type DebtorKind, regimeOf } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Scenario } from '../../domain/scenario.ts'
import { moments } from '../../domain/scenario.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tx } from '../../platform/db.ts'
import { accountKey, readClaims } from '../ledger/read-balance.ts'
import { readCharges } from '../ledger/read-charges.ts'
import type { MessageFacts } from './build-variables.ts'
import * as rows from './message-rows.ts'

/**
 * The facts of the message of one act, read now. Refusals: `action_unknown`, `nothing_owed` (what it lists has been paid), those of the
 * charges (`rate_missing`…).
 */
export async function gatherMessage(
  tx: Tx,
  tenantId: string,
  actionId: string,
  today: Day,
  rates: RateTables,
): Promise<Outcome<MessageFacts>> {
  const action = await rows.actionFacts(tx, tenantId, actionId)
  if (!action) return refuse('action_unknown', { actionId })
  const { debtor_id: debtorId, creditor_id: creditorId, currency } = action
  const account = (await readClaims(tx, tenantId, [debtorId])).get(accountKey(debtorId, currency))
  const open = account?.claims ?? []
  const claims = open.filter((claim) => action.invoice_ids.includes(claim.id))
  if (claims.length === 0) return refuse('nothing_owed', { actionId })
  const debtor = await rows.debtorFacts(tx, tenantId, debtorId)
  const invoiceIds = [...new Set(open.map((claim) => claim.invoiceId))]
  const charges = await readCharges(
    tx,
    tenantId,
    { debtorId, currency, invoiceIds: claims.map((claim) => claim.invoiceId) },
    today,
    rates,
  )
  if (!charges.ok) return charges
  const contacts = await rows.contactsOf(tx, tenantId, debtorId)
  return accept({
    action,
    debtor,
    claims,
    charges: charges.value,
    creditor: await rows.creditorFacts(tx, tenantId, creditorId),
    contact: chooseContact(contacts, action.channel, regimeOf(debtor.kind as DebtorKind), action.tone_level),
    upcoming: open.filter((claim) => claim.dueOn >= today && !action.invoice_ids.includes(claim.id)),
    invoices: await rows.invoiceFacts(tx, tenantId, invoiceIds),
    demands: await rows.pastDemands(tx, tenantId, action.case_id, action.cycle),
    promise: await rows.lastPromise(tx, tenantId, debtorId),
    paymentsKnownUntil: await knownUntil(tx, tenantId, creditorId),
    nextTemplate: await nextTemplate(tx, tenantId, action),
    limitation: limitationOf(claims[0], debtor.kind as DebtorKind),
  })
}

async function knownUntil(tx: Tx, tenantId: string, creditorId: string): Promise<Day | null> {
  const row = await tx
    .selectFrom('payments_known')
    .select('until_day')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .orderBy('until_day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.until_day ?? null
}

async function nextTemplate(tx: Tx, tenantId: string, action: rows.ActionFacts): Promise<string | null> {
  const row = await tx
    .selectFrom('scenario_version')
    .select('definition')
    .where('tenant_id', '=', tenantId)
    .where('scenario_code', '=', action.scenario_code)
    .where('version', '=', action.scenario_version)
    .executeTakeFirst()
  if (!row) return null
  return moments(row.definition as Scenario)[action.step_index + 1]?.steps[0]?.template ?? null
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
