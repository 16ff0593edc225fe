import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import type { TagMood } from './tag.tsx'

type Props = {
  readonly icon: IconName
  readonly mood?: TagMood
  readonly end?: ReactNode
  readonly alert?: boolean
  readonly children: ReactNode
}

/** At the place concerned: what happened, what was saved, one act. `alert` is read aloud at once. */
export function Banner({ icon, mood = 'plain', end, alert = false, children }: Props) {
  return (
    <div className={`banner banner-${mood}`} role={alert ? 'alert' : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
      {end ? <div className="end">{end}</div> : null}
    </div>
  )
}
