import { Link } from '@tanstack/react-router'
import { Icon, type IconName } from '../design/icon.tsx'
import { useWords } from '../words.ts'

const PLACES = [
  { to: '/today', word: 'nav.today' },
  { to: '/cases', word: 'nav.cases' },
  { to: '/imports', word: 'nav.imports' },
  { to: '/entry', word: 'nav.newInvoice' },
  { to: '/scenarios', word: 'nav.scenarios' },
  { to: '/settings', word: 'nav.settings' },
] as const

const TABS = [
  { to: '/today', word: 'nav.today', icon: 'list' },
  { to: '/cases', word: 'nav.cases', icon: 'file' },
  { to: '/entry', word: 'nav.newInvoice', icon: 'pencil' },
  { to: '/imports', word: 'nav.imports', icon: 'upload' },
] as const satisfies readonly { to: string; word: string; icon: IconName }[]

export function Wordmark() {
  const { t } = useWords()
  return (
    <Link className="wordmark" to="/today" aria-label={t('app.name')}>
      Amiable<i>.</i>
    </Link>
  )
}

export function TopNav() {
  const { t } = useWords()
  return (
    <nav className="top-nav" aria-label={t('app.navigation')}>
      {PLACES.map((place) => (
        <Link key={place.to} to={place.to}>
          {t(place.word)}
        </Link>
      ))}
    </nav>
  )
}

/** On a phone: the four places of the day; the others are in the account menu. */
export function PhoneTabs() {
  const { t } = useWords()
  return (
    <nav className="tabs" aria-label={t('app.navigation')}>
      {TABS.map((place) => (
        <Link key={place.to} to={place.to}>
          <Icon name={place.icon} />
          {t(place.word)}
        </Link>
      ))}
    </nav>
  )
}
