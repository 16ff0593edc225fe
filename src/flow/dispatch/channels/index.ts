import type { Channel } from '../../../domain/channel.ts'
import type { ByHand } from './by-hand.ts'
import { phone } from './phone.ts'
import { post } from './post.ts'
import { registered } from './registered.ts'
import { sms } from './sms.ts'

/** The channels that a person uses. The other one, e-mail, is `channels/email.ts`: Amiable sends it by itself. */
export const BY_HAND: Readonly<Record<Exclude<Channel, 'email'>, ByHand>> = { post, registered, sms, phone }

export function byHand(channel: Channel): ByHand | null {
  return channel === 'email' ? null : BY_HAND[channel]
}
