import type { Channel } from './channel.ts'
import type { Day } from './day.ts'

/** What one act by a channel costs its sender, in cents (S4-23). Never claimed from a debtor (CPCE L111-8). */
export type ChannelCost = {
  readonly unitCents: number
  /** Since when the price holds. */
  readonly sinceOn: Day
  readonly source: string
  /** Whether the price was read from who sets it. */
  readonly verified: boolean
}

const since = '2026-01-01' as Day
const ours = { sinceOn: since, verified: true, source: 'Amiable: no price by act' }

/** Prices by act, paper of one sheet. An office that pays others says so: they are arguments of what counts costs. */
const CHANNEL_COSTS: Readonly<Record<Channel, ChannelCost>> = {
  email: { unitCents: 0, ...ours },
  phone: { unitCents: 0, ...ours },
  post: { unitCents: 152, sinceOn: since, source: 'La Poste, lettre verte, 20 g', verified: false },
  registered: {
    unitCents: 751,
    sinceOn: since,
    source: 'La Poste, lettre recommandée R1, 20 g, with notice of receipt',
    verified: false,
  },
  sms: { unitCents: 7, sinceOn: since, source: 'Usual price of one SMS by a gateway', verified: false },
}

/** Prices in cents by channel. */
export type UnitCosts = Readonly<Record<Channel, number>>

export const UNIT_COSTS: UnitCosts = {
  email: CHANNEL_COSTS.email.unitCents,
  phone: CHANNEL_COSTS.phone.unitCents,
  post: CHANNEL_COSTS.post.unitCents,
  registered: CHANNEL_COSTS.registered.unitCents,
  sms: CHANNEL_COSTS.sms.unitCents,
}
