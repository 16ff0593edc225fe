import { Fragment, useState } from 'react'
import { day, daysBetween } from '../../../domain/day.ts'
import type { AccountInvoice, CaseFile } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import { Icon } from '../../design/icon.tsx'
import { Tag } from '../../design/tag.tsx'
import { useWords } from '../../words.ts'
import { InvoiceDetail } from './invoice-detail.tsx'

/** Invoices with what is open, what it costs, and the account of each in detail. */
export function InvoicesSection({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const [opened, setOpened] = useState<string | null>(null)
  const invoices = [...file.account.invoices].sort(
    (one, other) => Number(other.openCents > 0) - Number(one.openCents > 0),
  )
  const open = invoices.filter((one) => one.openCents > 0 && one.cancelledAt === null).length
  return (
    <section>
      <div className="section-head">
        <h2>
          {t('case.invoices')}
          <small>
            {t('case.openCount', { count: open })}, {t('case.settledCount', { count: invoices.length - open })}
          </small>
        </h2>
      </div>
      <table className="rows invoices">
        <thead>
          <tr>
            <th>
              <span className="unseen">{t('case.detail')}</span>
            </th>
            <th>{t('case.invoice')}</th>
            <th>{t('case.due')}</th>
            <th>{t('cases.state')}</th>
            <th className="number">{t('case.amount')}</th>
            <th className="number">{t('case.remaining')}</th>
            <th className="number">{t('case.chargesColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map((invoice) => (
            <Fragment key={invoice.invoiceId}>
              <InvoiceRow
                invoice={invoice}
                file={file}
                today={today}
                opened={opened === invoice.invoiceId}
                onToggle={() => setOpened(opened === invoice.invoiceId ? null : invoice.invoiceId)}
              />
              {opened === invoice.invoiceId ? (
                <tr className="detail">
                  <td />
                  <td colSpan={6}>
                    <InvoiceDetail invoice={invoice} file={file} today={today} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td colSpan={4}>{t('case.overdueAt', { on: today })}</td>
            <td className="number">
              <Amount cents={file.overdueCents} currency={file.currency} />
            </td>
            <td className="number">
              <Amount cents={file.chargesCents} currency={file.currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

type RowProps = {
  readonly invoice: AccountInvoice
  readonly file: CaseFile
  readonly today: string
  readonly opened: boolean
  readonly onToggle: () => void
}

function InvoiceRow({ invoice, file, today, opened, onToggle }: RowProps) {
  const { t } = useWords()
  const charges = file.charges.find((one) => one.invoiceId === invoice.invoiceId)
  const closed = invoice.openCents === 0 || invoice.cancelledAt !== null
  return (
    <tr className={closed ? 'closed' : undefined}>
      <td className="toggle-cell">
        <button
          type="button"
          className="toggle"
          aria-expanded={opened}
          aria-label={t('case.detailOf', { number: invoice.number })}
          onClick={onToggle}
        >
          <Icon name={opened ? 'chevronDown' : 'chevronRight'} />
        </button>
      </td>
      <td className="invoice">
        <span className="who unbroken">{invoice.number}</span>
        <span className="second">{invoice.label}</span>
      </td>
      <td className="due">
        <Day on={invoice.dueOn} near={today} />
        {closed ? null : <span className="second">{lateness(invoice.dueOn)}</span>}
      </td>
      <td className="state">
        <InvoiceTag invoice={invoice} file={file} />
      </td>
      <td className="total number">
        <Amount cents={invoice.amountCents} currency={invoice.currency} />
      </td>
      <td className="worth number">
        <Amount cents={invoice.openCents} currency={invoice.currency} strong={!closed} />
      </td>
      <td className="charges number mute">
        <Amount cents={(charges?.interestCents ?? 0) + (charges?.indemnityCents ?? 0)} currency={invoice.currency} />
      </td>
    </tr>
  )

  function lateness(dueOn: string): string {
    const days = daysBetween(day(dueOn), day(today))
    if (days === 0) return t('case.dueThatDay')
    return days > 0 ? t('case.late', { count: days }) : t('case.inDays', { count: -days })
  }
}

function InvoiceTag({ invoice, file }: { readonly invoice: AccountInvoice; readonly file: CaseFile }) {
  const { t } = useWords()
  if (invoice.cancelledAt !== null) return <Tag icon="cross">{t('case.cancelled')}</Tag>
  if (invoice.openCents === 0) {
    return (
      <Tag icon="check" mood="good">
        {t('case.settled')}
      </Tag>
    )
  }
  const hold = file.holds.find((one) => one.invoiceId === invoice.invoiceId)
  return hold ? (
    <Tag icon="pause" mood="attention">
      {t(`hold.${hold.kind}`)}
    </Tag>
  ) : null
}
