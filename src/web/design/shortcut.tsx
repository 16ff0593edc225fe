/** The key that does the same; hidden on touch screens by the style sheet. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return <kbd aria-hidden="true">{keys}</kbd>
}
