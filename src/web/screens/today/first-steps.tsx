import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words.ts'
import { CreditorForm } from '../settings/creditor-form.tsx'
import { creditorsQuery } from '../settings/settings-queries.ts'

/** Before there is anything to do: first who invoices, then a first file. */
export function FirstSteps() {
  const { t } = useWords()
  const { data } = useQuery(creditorsQuery)
  if (!data) return <p className="waiting">{t('wait')}</p>
  if (data.items.length === 0) {
    return (
      <>
        <div className="page-head">
          <div>
            <h1>{t('creditor.firstTitle')}</h1>
            <p className="lead">{t('creditor.firstLead')}</p>
          </div>
        </div>
        <CreditorForm creditor={null} onDone={() => undefined} />
      </>
    )
  }
  return (
    <div className="empty">
      <h1>{t('today.title')}</h1>
      <p className="voice">{t('today.noCase')}</p>
      <p className="mute">{t('today.noCaseHint')}</p>
      <div className="form-end">
        <Button component={Link} to="/imports" variant="filled" size="md">
          {t('imports.choose')}
        </Button>
        <Link className="link" to="/entry">
          {t('form.invoiceTitle')}
        </Link>
      </div>
    </div>
  )
}
