import { ApiFailure, problemText } from '../api.ts'
import { currentLanguage, useWords } from '../words.ts'
import { Banner } from './banner.tsx'

/** What went wrong, what was kept and what to do. */
export function FailureBanner({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { t } = useWords()
  const ended = error instanceof ApiFailure && error.signedOut
  const end = ended ? (
    // In a tab of its own: what was typed here is kept.
    <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
      {t('door.signIn')}
    </a>
  ) : onRetry ? (
    <button type="button" className="link" onClick={onRetry}>
      {t('act.retry')}
    </button>
  ) : undefined
  return (
    <Banner icon="cross" mood="broken" alert end={end}>
      <FailureWords error={error} />
    </Banner>
  )
}

export function FailureWords({ error }: { readonly error: Error }) {
  const { t } = useWords()
  if (!(error instanceof ApiFailure)) return <>{t('failure.unknown', { reference: error.name })}</>
  const { problem } = error
  if (!problem) return <>{t('failure.offline')}</>
  if (problem.status === 401) return <>{t('failure.session')}</>
  const said = problemText(problem, currentLanguage())
  if (said)
    return (
      <>
        {problem.reference && problem.status >= 500
          ? `${said} ${t('failure.reference', { reference: problem.reference })}`
          : said}
      </>
    )
  return <>{t('failure.unknown', { reference: problem.reference ?? problem.code })}</>
}
