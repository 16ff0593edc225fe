import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type TagMood = 'plain' | 'good' | 'coming' | 'attention' | 'broken'

/** Shape, then word, then colour. At most one in a row. */
export function Tag({
  icon,
  mood = 'plain',
  children,
}: {
  readonly icon: IconName
  readonly mood?: TagMood
  readonly children: ReactNode
}) {
  return (
    <span className={`tag tag-${mood}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}
