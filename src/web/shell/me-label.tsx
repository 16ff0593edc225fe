import { useWords } from '../words.ts'

/** The initials of the person, and what the button is for when it is read aloud. */
export function MeLabel({ name }: { readonly name: string }) {
  const { t } = useWords()
  return (
    <>
      {initials(name)}
      <span className="unseen">, {t('nav.account')}</span>
    </>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}
