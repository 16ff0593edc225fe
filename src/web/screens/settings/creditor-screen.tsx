import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { useWords } from '../../words.ts'
import { CreditorForm } from './creditor-form.tsx'
import { MailSection } from './mail-section.tsx'
import { PaymentsKnownSection } from './payments-known-section.tsx'
import { creditorsQuery } from './settings-queries.ts'

const route = getRouteApi('/office/settings/creditors/$creditorId')

/** One creditor: who it is, from where its messages leave, up to when its payments are known. `new` makes one. */
export function CreditorScreen() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { creditorId } = route.useParams()
  const { data, error, refetch } = useQuery(creditorsQuery)
  const creditor = data?.items.find((one) => one.creditorId === creditorId) ?? null
  const saved = async (id: string) => {
    showDone(t('creditor.created'))
    await navigate({ to: '/settings/creditors/$creditorId', params: { creditorId: id } })
  }
  return (
    <>
      <p className="crumb">
        <Link to="/settings">{t('settings.title')}</Link>
        <Icon name="chevronRight" />
        <span>{creditor?.name ?? t('creditor.new')}</span>
      </p>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      <div className="page-head">
        <h1>{creditor?.name ?? t('creditor.firstTitle')}</h1>
      </div>
      {data ? (
        <div className="sides">
          <CreditorForm key={creditorId} creditor={creditor} onDone={saved} />
          {creditor ? (
            <div>
              <PaymentsKnownSection creditor={creditor} />
              <MailSection creditorId={creditor.creditorId} />
            </div>
          ) : null}
        </div>
      ) : null}
    </>
  )
}
