import { Button } from '@mantine/core'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FailureBanner } from '../design/failure-banner.tsx'

export function UnknownPage() {
  const { t } = useTranslation()
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
      <FailureBanner error={error} onRetry={reset} />
    </main>
  )
}
