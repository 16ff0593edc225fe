import type { Day } from '../domain/day.ts'
import { currency } from '../domain/money.ts'
import { postInvoices, reverseEntry } from '../flow/ledger/post-entries.ts'
import { recordCredit } from '../flow/ledger/record-credit.ts'
import { placeHold } from '../flow/plan/place-hold.ts'
import type { Tx } from '../platform/db.ts'
import type { Documents } from '../platform/documents.ts'
import { accepted } from './accepted.ts'
import type { DemoOffice } from './demo-office.ts'
import type { Fact } from './diary.ts'
import { invoicePdf } from './invoice-pdf.ts'

/** What has been entered so far, by story. */
export type Entered = {
  readonly invoices: Map<number, { readonly id: string; readonly number: string }>
  readonly payments: Map<number, string>
}

export const nothingEntered = (): Entered => ({ invoices: new Map(), payments: new Map() })

const EUR = currency('EUR')

/** Enters the facts that the firm learns on a day, through the same verbs as its pages. */
export async function recordFacts(
  tx: Tx,
  documents: Documents,
  office: DemoOffice,
  entered: Entered,
  facts: readonly Fact[],
  on: Day,
): Promise<void> {
  const invoices = facts.filter((fact) => fact.what === 'invoice')
  if (invoices.length > 0) await recordInvoices(tx, documents, office, entered, invoices)
  for (const fact of facts) await recordTurn(tx, office, entered, fact, on)
}

async function recordInvoices(
  tx: Tx,
  documents: Documents,
  office: DemoOffice,
  entered: Entered,
  facts: readonly Extract<Fact, { what: 'invoice' }>[],
): Promise<void> {
  const { tenantId, userId, creditorId } = office
  const drafts = await Promise.all(
    facts.map(async (fact) => ({
      creditorId,
      debtorId: debtorIdOf(office, fact.debtor),
      number: fact.number,
      label: fact.label,
      issuedOn: fact.issuedOn,
      dueOn: fact.dueOn,
      dueOrigin: 'invoice' as const,
      amountCents: fact.amountCents,
      currency: EUR,
      instalments: fact.instalments,
      documentSha256: fact.hasDocument ? await documents.put(await invoicePdf(fact)) : null,
    })),
  )
  const ids = await postInvoices(tx, tenantId, userId, drafts)
  for (const [at, { story, number }] of facts.entries()) entered.invoices.set(story, { id: ids[at] ?? '', number })
}

async function recordTurn(tx: Tx, office: DemoOffice, entered: Entered, fact: Fact, on: Day): Promise<void> {
  const { tenantId, userId } = office
  const debtorId = debtorIdOf(office, fact.debtor)
  const invoice = entered.invoices.get(fact.story)
  switch (fact.what) {
    case 'invoice':
      return
    case 'payment':
    case 'credit_note': {
      const waits = fact.what === 'payment' && fact.waits
      const { id } = accepted(
        await recordCredit(tx, tenantId, userId, fact.what, {
          debtorId,
          onDay: fact.on,
          amountCents: fact.amountCents,
          currency: EUR,
          reference: waits ? 'Acompte' : (invoice?.number ?? null),
          ...(fact.what === 'payment' ? { method: fact.method } : { label: fact.reason }),
          ...(waits ? { allocations: [] } : {}),
        }),
      )
      if (fact.what === 'payment') entered.payments.set(fact.story, id)
      return
    }
    case 'bounced':
      accepted(await reverseEntry(tx, tenantId, userId, entered.payments.get(fact.story) ?? '', on, fact.reason))
      return
    case 'hold':
      await recordHold(tx, office, invoice?.id, fact, on)
  }
}

async function recordHold(
  tx: Tx,
  { tenantId, userId, debtors }: DemoOffice,
  invoiceId: string | undefined,
  { debtor, kind, reason, untilDay, amountCents, one }: Extract<Fact, { what: 'hold' }>,
  on: Day,
): Promise<void> {
  const caseId = debtors.get(debtor)?.replace(/^deb_/, 'cas_') ?? ''
  const wanted = {
    kind,
    reason,
    ...(untilDay === null ? {} : { untilDay }),
    ...(amountCents === null ? {} : { amountCents }),
    ...(one && invoiceId !== undefined ? { invoiceId } : {}),
  }
  accepted(await placeHold(tx, tenantId, userId, caseId, wanted, on))
}

function debtorIdOf({ debtors }: DemoOffice, key: string): string {
  const id = debtors.get(key)
  if (id === undefined) throw new Error(`No sample debtor ${key}`)
  return id
}
