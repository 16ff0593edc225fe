import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Session } from '../api-routes.ts'
import { signOut } from '../session.ts'
import { changeLanguage, currentLanguage, useWords } from '../words.ts'
import { MeLabel } from './me-label.tsx'

/** The menu, opened: its code comes with the first click on the button (account-menu.tsx). */
export function AccountMenuItems({ session }: { readonly session: Session | undefined }) {
  const { t } = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const client = useQueryClient()
  const navigate = useNavigate()
  const name = session?.caller?.name ?? ''
  const leave = async () => {
    await signOut()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Menu defaultOpened>
      <Menu.Target>
        <button type="button" className="me" title={name}>
          <MeLabel name={name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}
          {session?.office ? ` · ${session.office.name}` : ''}
        </Menu.Label>
        <Menu.Item component={Link} to="/scenarios">
          {t('nav.scenarios')}
        </Menu.Item>
        <Menu.Item component={Link} to="/settings">
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {t(dark ? 'nav.light' : 'nav.dark')}
        </Menu.Item>
        <Menu.Item onClick={() => changeLanguage(currentLanguage() === 'fr' ? 'en' : 'fr')}>
          <span lang={currentLanguage() === 'fr' ? 'en' : 'fr'}>{t('nav.language')}</span>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={leave}>{t('nav.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
