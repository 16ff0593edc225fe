import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Day as DayText } from '../../../domain/day.ts'
import { api } from '../../api.ts'
import type { Creditor } from '../../api-routes.ts'
import { Day } from '../../design/day.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { sessionQuery, useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

/** Up to what day payments are known: nobody is chased on old news. */
export function PaymentsKnownSection({ creditor }: { readonly creditor: Creditor }) {
  const { t } = useWords()
  const today = useQuery(sessionQuery).data?.today
  const say = useChange((untilDay: DayText) =>
    api('POST /payments-known', { body: { creditorId: creditor.creditorId, untilDay } }),
  )
  return (
    <section>
      <h2>{t('settings.paymentsKnown')}</h2>
      <p className="lead">
        {creditor.paymentsKnownUntil ? (
          <Day on={creditor.paymentsKnownUntil} form="full" />
        ) : (
          t('settings.paymentsKnownNever')
        )}
      </p>
      <p className="small mute">{t('settings.paymentsKnownLead')}</p>
      {say.isError ? <FailureBanner error={say.error} /> : null}
      {today && creditor.paymentsKnownUntil !== today ? (
        <Button loading={say.isPending} onClick={() => say.mutate(today)}>
          {t('settings.savePaymentsKnown')}
        </Button>
      ) : null}
    </section>
  )
}
