import type { Channel } from '../../domain/channel.ts'
import { useWords } from '../words.ts'
import { Icon, type IconName } from './icon.tsx'

export const CHANNEL_ICONS: Record<Channel, IconName> = {
  email: 'mail',
  post: 'letter',
  registered: 'registered',
  sms: 'sms',
  phone: 'phone',
}

export function ChannelName({ channel }: { readonly channel: Channel }) {
  const { t } = useWords()
  return (
    <span className="channel">
      <Icon name={CHANNEL_ICONS[channel]} />
      {t(`channel.${channel}`)}
    </span>
  )
}
