import { day } from '../../day.ts'
import { ECB_RATES } from '../data/ecb-rates.ts'
import { LEGAL_INTEREST_RATES } from '../data/legal-interest-rates.ts'
import type { InterestClaim, Settlement } from '../interest-claim.ts'
import { rateTables } from '../rates.ts'

/** The rates that the program is delivered with. */
export const SEED_RATES = rateTables(LEGAL_INTEREST_RATES, ECB_RATES)

/** A company that owes 1,000.00 € since 31 March 2025, but for what is given. */
export function sampleClaim(given: Partial<InterestClaim> = {}): InterestClaim {
  return {
    debtorKind: 'company',
    applicableLaw: null,
    principalCents: 100_000,
    issuedOn: null,
    dueOn: day('2025-03-31'),
    settlements: [],
    noticeOn: null,
    insolvencyOpenedOn: null,
    ...given,
  }
}

export function payment(on: string, amountCents: number): Settlement {
  return { on: day(on), amountCents, kind: 'payment' }
}

export function creditNote(on: string, amountCents: number): Settlement {
  return { on: day(on), amountCents, kind: 'credit_note' }
}
