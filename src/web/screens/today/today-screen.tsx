import { useWords } from '../../words.ts'
import './today.css'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Shortcut } from '../../design/shortcut.tsx'
import { ApproveSection } from './approve-section.tsx'
import { ByHandSection } from './by-hand-section.tsx'
import { CallSection } from './call-section.tsx'
import { LeavingSection } from './leaving-section.tsx'
import { PrintSection } from './print-section.tsx'
import { SortSection } from './sort-section.tsx'
import { Alerts, HeldByReason, Promised } from './today-aside.tsx'
import { Queues, TodayHead } from './today-head.tsx'
import { todayQuery } from './today-queries.ts'

/** Seen once: not part of what every morning loads. */
const FirstSteps = lazy(async () => ({ default: (await import('./first-steps.tsx')).FirstSteps }))

/** What to do, what it is worth, what is held and why. */
export function TodayScreen() {
  const { t } = useWords()
  const { data: today, error, refetch } = useQuery(todayQuery)
  if (error) return <FailureBanner error={error} onRetry={refetch} />
  if (!today) return <p className="waiting">{t('wait')}</p>
  if (today.overdue.caseCount === 0 && today.caseCount === 0)
    return (
      <Suspense fallback={null}>
        <FirstSteps />
      </Suspense>
    )
  return (
    <>
      <TodayHead today={today} />
      <Queues today={today} />
      <div className="sides">
        <div>
          <ApproveSection today={today} />
          <LeavingSection today={today} />
          <CallSection today={today} />
          <PrintSection today={today} />
          <SortSection today={today} />
          <ByHandSection today={today} />
        </div>
        <aside className="side">
          <Alerts today={today} />
          <Promised today={today} />
          <HeldByReason today={today} />
        </aside>
      </div>
      <div className="keys" aria-hidden="true">
        <span>
          <Shortcut keys="J" />
          <Shortcut keys="K" /> {t('today.keys.browse')}
        </span>
        <span>
          <Shortcut keys="X" /> {t('today.keys.choose')}
        </span>
        <span>
          <Shortcut keys={t('key.space')} /> {t('today.keys.preview')}
        </span>
        <span>
          <Shortcut keys="V" /> {t('today.keys.approve')}
        </span>
      </div>
    </>
  )
}
