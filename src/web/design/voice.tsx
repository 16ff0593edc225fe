import type { ReactNode } from 'react'

/** What a debtor reads or hears: always in serif, so that one sees what leaves the house. */
export function Voice({ children }: { readonly children: ReactNode }) {
  return <span className="voice">{children}</span>
}
