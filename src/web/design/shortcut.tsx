/** The key that does the same; not read aloud, and hidden on touch screens by the style sheet. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{keys}</kbd>
    </span>
  )
}
