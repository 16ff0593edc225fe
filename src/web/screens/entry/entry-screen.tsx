import { useQuery } from '@tanstack/react-query'
import './entry.css'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { sessionQuery } from '../../query.ts'
import { useWords } from '../../words.ts'
import { creditorsQuery } from '../settings/settings-queries.ts'
import { DebtorForm } from './debtor-form.tsx'
import { DebtorPicker } from './debtor-picker.tsx'
import { InvoiceForm } from './invoice-form.tsx'

const route = getRouteApi('/office/entry')

/** One invoice typed in is enough to generate everything (S4-1): who owes, then what. */
export function EntryScreen() {
  const { t } = useWords()
  const { debtorId } = route.useSearch()
  const navigate = route.useNavigate()
  const creditors = useQuery(creditorsQuery)
  const today = useQuery(sessionQuery).data?.today
  const [adds, setAdds] = useState(false)
  const choose = (id: string | undefined) => {
    setAdds(false)
    navigate({ search: { debtorId: id } })
  }
  const creditor = creditors.data?.items[0]
  return (
    <>
      <div className="page-head">
        <h1>{t('form.invoiceTitle')}</h1>
      </div>
      {creditors.error ? <FailureBanner error={creditors.error} onRetry={creditors.refetch} /> : null}
      {creditors.data && !creditor ? (
        <Banner
          icon="person"
          mood="attention"
          end={
            <Link className="link" to="/settings/creditors/$creditorId" params={{ creditorId: 'new' }}>
              {t('creditor.firstTitle')}
            </Link>
          }
        >
          {t('imports.needsCreditor')}
        </Banner>
      ) : null}
      {creditor && adds ? <DebtorForm creditorId={creditor.creditorId} debtor={null} onDone={choose} /> : null}
      {creditor && !adds && !debtorId ? <DebtorPicker onChoose={choose} onAdd={() => setAdds(true)} /> : null}
      {debtorId && today ? (
        <InvoiceForm key={debtorId} debtorId={debtorId} today={today} onOther={() => choose(undefined)} />
      ) : null}
    </>
  )
}
