import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { changeLanguage, currentLanguage, useWords } from '../words.ts'

type Props = { readonly title: string; readonly lead: string; readonly children: ReactNode }

/** The frame of the pages before a session. */
export function Door({ title, lead, children }: Props) {
  const { t } = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const other = currentLanguage() === 'fr' ? 'en' : 'fr'
  return (
    <main className="door">
      <span className="wordmark">
        Amiable<i>.</i>
      </span>
      <h1>{title}</h1>
      <p className="mute">{lead}</p>
      {children}
      <div className="door-foot">
        <button type="button" className="link" lang={other} onClick={() => changeLanguage(other)}>
          {t('nav.language')}
        </button>
        <button type="button" className="link" onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {t(dark ? 'nav.light' : 'nav.dark')}
        </button>
      </div>
    </main>
  )
}
