import { type ReactNode, useState } from 'react'
import { explainNote } from '../../../domain/law/explain-in-french.ts'
import { api } from '../../api.ts'
import type { AccountEntry, AccountInvoice, CaseFile, InvoiceCharges } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { formatAmount, formatNumber } from '../../format-amount.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, sayCode, useWords } from '../../words.ts'
import { CancelInvoiceForm } from './cancel-invoice-form.tsx'

type Props = { readonly invoice: AccountInvoice; readonly file: CaseFile; readonly today: string }

/** The account in detail: one line per fact, the formula in the middle, the article beside it, the decisions below. */
export function InvoiceDetail({ invoice, file, today }: Props) {
  const { t } = useWords()
  const charges = file.charges.find((one) => one.invoiceId === invoice.invoiceId)
  const entries = file.account.entries.filter((entry) =>
    entry.allocations.some((one) => one.invoiceId === invoice.invoiceId),
  )
  const due = invoice.openCents + (charges?.interestCents ?? 0) + (charges?.indemnityCents ?? 0)
  return (
    <>
      <table className="account">
        <caption className="unseen">{t('case.detailOf', { number: invoice.number })}</caption>
        <tbody>
          <Line
            what={t('case.invoiceOf', { on: invoice.issuedOn })}
            cents={invoice.amountCents}
            currency={invoice.currency}
          />
          {invoice.instalments.map((one) => (
            <Line
              key={one.rank}
              what={t('case.instalmentOf', { rank: one.rank, on: one.dueOn })}
              how={t('case.instalmentLeft', { cents: one.openCents, totalCents: one.amountCents })}
              cents={null}
              currency={invoice.currency}
            />
          ))}
          {entries.map((entry) => (
            <EntryLine key={entry.entryId} entry={entry} invoice={invoice} />
          ))}
          <Line total what={t('case.principal')} cents={invoice.openCents} currency={invoice.currency} />
          {charges ? <ChargeLines charges={charges} currency={invoice.currency} /> : null}
          {file.chargesRefusal ? (
            <Line
              what={sayCode('chargesRefusal', file.chargesRefusal.code, file.chargesRefusal.facts)}
              cents={null}
              currency={invoice.currency}
            />
          ) : null}
          <Line total what={t('case.dueAt', { on: today })} cents={due} currency={invoice.currency} />
        </tbody>
      </table>
      <Decisions invoice={invoice} charges={charges} />
    </>
  )
}

type LineProps = {
  readonly what: string
  readonly how?: ReactNode
  readonly cents: number | null
  readonly currency: string
  readonly total?: boolean
}

function Line({ what, how, cents, currency, total = false }: LineProps) {
  return (
    <tr className={total ? 'account-total' : undefined}>
      <td>{what}</td>
      <td className="how">{how}</td>
      <td className="number">{cents === null ? null : <Amount cents={cents} currency={currency} />}</td>
    </tr>
  )
}

function EntryLine({ entry, invoice }: { readonly entry: AccountEntry; readonly invoice: AccountInvoice }) {
  const { t } = useWords()
  const cents = entry.allocations.reduce(
    (sum, one) => sum + (one.invoiceId === invoice.invoiceId ? one.amountCents : 0),
    0,
  )
  const what = { payment: 'case.paymentOf', credit_note: 'case.creditNoteOf', reversal: 'case.reversalOf' } as const
  return (
    <Line
      what={t(what[entry.kind], { on: entry.onDay })}
      how={entry.reference ?? entry.label}
      cents={-cents}
      currency={invoice.currency}
    />
  )
}

function ChargeLines({ charges, currency }: { readonly charges: InvoiceCharges; readonly currency: string }) {
  const { t } = useWords()
  const language = currentLanguage()
  return (
    <>
      {charges.lines.map((line) => (
        <Line
          key={`${line.from} ${line.to}`}
          what={t('charge.interest', { from: line.from, to: line.to })}
          how={
            <>
              {t('charge.formula', {
                base: formatAmount(line.baseCents, language, currency),
                rate: formatNumber(line.ratePct, language, 3),
                days: line.days,
              })}{' '}
              <span className="law" title={explainNote(line.explanation)}>
                {line.article}
              </span>
            </>
          }
          cents={line.interestCents}
          currency={currency}
        />
      ))}
      {charges.indemnityCents > 0 ? (
        <Line
          what={t('charge.indemnity')}
          how={
            <>
              {t('charge.indemnityHow')} <span className="law">D. 441-5</span>
            </>
          }
          cents={charges.indemnityCents}
          currency={currency}
        />
      ) : null}
    </>
  )
}

type DecisionsProps = { readonly invoice: AccountInvoice; readonly charges: InvoiceCharges | undefined }

/** Claim or waive is always a person's choice, one charge at a time. */
function Decisions({ invoice, charges }: DecisionsProps) {
  const { t } = useWords()
  const [cancels, setCancels] = useState(false)
  const decide = useChange((choice: { charge: 'penalty' | 'indemnity'; decision: 'claim' | 'waive' }) =>
    api('POST /charge-decisions', { body: { invoiceId: invoice.invoiceId, ...choice } }),
  )
  const choices = [
    { charge: 'penalty', due: (charges?.interestCents ?? 0) > 0, now: charges?.penalty },
    { charge: 'indemnity', due: (charges?.indemnityCents ?? 0) > 0, now: charges?.indemnity },
  ] as const
  return (
    <div className="decisions">
      {choices.map(({ charge, due, now }) =>
        due ? (
          <span key={charge}>
            <span className="mute">{t(`charge.now.${charge}.${now ?? 'reserve'}`)}</span>{' '}
            {now === 'claim' ? null : (
              <button type="button" className="link" onClick={() => decide.mutate({ charge, decision: 'claim' })}>
                {t(charge === 'penalty' ? 'case.claimPenalty' : 'case.claimIndemnity')}
              </button>
            )}{' '}
            {now === 'waive' ? null : (
              <button type="button" className="link" onClick={() => decide.mutate({ charge, decision: 'waive' })}>
                {t(charge === 'penalty' ? 'case.waivePenalty' : 'case.waiveIndemnity')}
              </button>
            )}
          </span>
        ) : null,
      )}
      {invoice.documentSha256 ? (
        <a className="link" href={`/api/v1/documents/${invoice.documentSha256}`}>
          {t('case.seeInvoice')}
        </a>
      ) : null}
      {invoice.cancelledAt === null ? (
        <button type="button" className="link" onClick={() => setCancels(true)}>
          {t('case.cancelInvoice')}
        </button>
      ) : null}
      <Sheet title={t('form.cancelTitle')} opened={cancels} onClose={() => setCancels(false)}>
        <CancelInvoiceForm invoice={invoice} onDone={() => setCancels(false)} />
      </Sheet>
      {decide.isError ? <FailureBanner error={decide.error} /> : null}
    </div>
  )
}
