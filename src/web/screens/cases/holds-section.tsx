import { api } from '../../api.ts'
import type { AccountInvoice, HoldRow } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

type Props = { readonly holds: readonly HoldRow[]; readonly invoices: readonly AccountInvoice[] }

/** What keeps Amiable silent here, and the way to lift it. */
export function HoldsSection({ holds, invoices }: Props) {
  const { t } = useWords()
  const end = useChange((holdId: string) => api('POST /holds/:id/endings', { params: { id: holdId }, body: {} }))
  if (holds.length === 0) return null
  return (
    <section>
      <div className="section-head">
        <h2>{t('case.holds')}</h2>
      </div>
      {end.isError ? <FailureBanner error={end.error} /> : null}
      <table className="rows holds">
        <tbody>
          {holds.map((hold) => (
            <tr key={hold.holdId}>
              <td>
                <span className="who">{t(`hold.${hold.kind}`)}</span>
                <span className="second">{hold.reason}</span>
              </td>
              <td>{invoices.find((one) => one.invoiceId === hold.invoiceId)?.number ?? t('form.wholeAccount')}</td>
              <td>
                <Day on={hold.fromDay} />
                {hold.untilDay ? (
                  <>
                    {' → '}
                    <Day on={hold.untilDay} />
                  </>
                ) : null}
              </td>
              <td className="worth number">{hold.amountCents === null ? null : <Amount cents={hold.amountCents} />}</td>
              <td className="look number">
                <button type="button" className="link" onClick={() => end.mutate(hold.holdId)}>
                  {t('case.endHold')}
                  <span className="unseen"> {t(`hold.${hold.kind}`)}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
