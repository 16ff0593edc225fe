import { formatAmount } from '../format-amount.ts'
import { currentLanguage } from '../words.ts'

/** An amount in cents, never broken across lines. */
export function Amount({
  cents,
  currency = 'EUR',
  strong = false,
}: {
  readonly cents: number
  readonly currency?: string
  readonly strong?: boolean
}) {
  return <span className={strong ? 'amount strong' : 'amount'}>{formatAmount(cents, currentLanguage(), currency)}</span>
}
