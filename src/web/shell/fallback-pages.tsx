import { Button } from '@mantine/core'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { FailureBanner } from '../design/failure-banner.tsx'
import { useWords } from '../words.ts'

export function UnknownPage() {
  const { t } = useWords()
  return (
    <main className="page empty">
      <h1 className="voice">{t('app.unknownPage')}</h1>
      <Button component={Link} to="/today">
        {t('app.back')}
      </Button>
    </main>
  )
}

export function FailurePage({ error, reset }: ErrorComponentProps) {
  return (
    <main className="page">
      <FailureBanner error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </main>
  )
}
