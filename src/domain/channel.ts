/** How a message reaches the debtor. */
export const CHANNELS = ['email', 'post', 'registered', 'sms', 'phone'] as const
export type Channel = (typeof CHANNELS)[number]

/** What each channel needs, does and can prove. A new channel fails to compile until every record says so. */
export const CHANNEL_FACTS: Record<
  Channel,
  {
    /** What must be known of the debtor. */
    readonly needs: 'email' | 'postal_address' | 'mobile' | 'phone'
    /** Amiable sends it by itself; otherwise it prepares it and a person does it. */
    readonly sentByAmiable: boolean
    /** Strength of the proof kept: the formal notice asks for `receipt` (S0-25). */
    readonly proof: 'receipt' | 'dispatch' | 'declared'
  }
> = {
  email: { needs: 'email', sentByAmiable: true, proof: 'dispatch' },
  post: { needs: 'postal_address', sentByAmiable: false, proof: 'declared' },
  registered: { needs: 'postal_address', sentByAmiable: false, proof: 'receipt' },
  sms: { needs: 'mobile', sentByAmiable: false, proof: 'declared' },
  phone: { needs: 'phone', sentByAmiable: false, proof: 'declared' },
}
