import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Banner } from '../design/banner.tsx'
import { StartSending, StopAll } from '../design/stop-all.tsx'
import { dayOfInstant, formatDay, formatHour } from '../format-day.ts'
import { sessionQuery } from '../query.ts'
import { currentLanguage, useWords } from '../words.ts'
import { AccountMenu } from './account-menu.tsx'
import { PhoneTabs, TopNav, Wordmark } from './navigation.tsx'

/** The frame of every page behind the door: where one is, whether messages leave, and the way to stop them. */
export function Shell() {
  const { t } = useWords()
  const session = useQuery(sessionQuery)
  const sending = session.data?.sending ?? null
  useFocusOnNewPage()
  return (
    <>
      <a className="unseen skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="top">
        <Wordmark />
        <TopNav />
        <span className="sending">
          {sending ? (
            <span className="sending-word">
              <span className="sending-dot" data-off={sending.position === 'off' || undefined} />
              {t(sending.position === 'on' ? 'stop.on' : 'stop.off')}
            </span>
          ) : null}
          <StopAll sending={sending} />
        </span>
        <AccountMenu session={session.data} />
      </header>
      <SendingBanner />
      <main id="content" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      <PhoneTabs />
    </>
  )
}

/** Silence is said: nothing leaves while the sending is off, and the way back is beside the reason. */
function SendingBanner() {
  const { t } = useWords()
  const { data } = useQuery(sessionQuery)
  const sending = data?.sending
  if (!sending || sending.position === 'on') return null
  if (!sending.everOn || !sending.since) {
    return (
      <div className="shell-banner">
        <Banner icon="pause" end={<StartSending label={t('stop.start')} />}>
          <span className="strong">{t('stop.neverOn')}</span> {t('stop.neverOnWhy')}
        </Banner>
      </div>
    )
  }
  const language = currentLanguage()
  return (
    <div className="shell-banner">
      <Banner icon="pause" end={<StartSending label={t('stop.resume')} />}>
        <span className="strong">
          {t('stop.stoppedAt', {
            day: formatDay(dayOfInstant(sending.since), language, 'full'),
            hour: formatHour(sending.since, language),
          })}
        </span>{' '}
        {t('stop.nothingLost')}
      </Banner>
    </div>
  )
}

/** A page change is heard by a screen reader: the content takes the focus, as after a full load. */
function useFocusOnNewPage(): void {
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the address changes, which it does not read.
  useEffect(() => {
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [path])
}
