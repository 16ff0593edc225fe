import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** Nothing was ever imported: one fact, one line, one button. */
export function FirstSteps() {
  const { t } = useTranslation()
  return (
    <div className="empty">
      <h1>{t('today.title')}</h1>
      <p className="voice">{t('today.noCase')}</p>
      <p className="mute">{t('today.noCaseHint')}</p>
      <Button component={Link} to="/imports" variant="filled" size="md">
        {t('imports.choose')}
      </Button>
    </div>
  )
}
