import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { AmountField, DayField } from '../../design/typed-fields.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { InstalmentFields } from './instalment-fields.tsx'
import { bodyOfInvoice, type InvoiceValues, useInvoiceForm } from './invoice-values.ts'

type Props = { readonly debtorId: string; readonly today: string; readonly onOther: () => void }

/** One invoice, with its instalments when there are several. */
export function InvoiceForm({ debtorId, today, onOther }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const debtor = useQuery({
    queryKey: ['debtors', 'one', debtorId],
    queryFn: ({ signal }) => api('GET /debtors/:id', { params: { id: debtorId }, signal }),
  })
  const form = useInvoiceForm(today, t)
  const save = useChange(
    ({ values }: { values: InvoiceValues; next: boolean }) =>
      api('POST /invoices', { body: bodyOfInvoice(values, debtorId, today) }),
    (_, { values, next }) => {
      showDone(t('form.invoiceSaved', { number: values.number }))
      if (next) form.reset()
      else
        navigate({
          to: '/cases',
          search: { search: debtor.data?.name },
        })
    },
  )
  const submit = (next: boolean) =>
    form.onSubmit((values) =>
      save.mutate({ values, next }, { onError: (error) => form.setErrors(faultsByField(error)) }),
    )
  if (debtor.error) return <FailureBanner error={debtor.error} onRetry={debtor.refetch} />
  return (
    <form className="form" onSubmit={submit(false)} noValidate>
      <p className="lead">
        {debtor.data?.name}{' '}
        <button type="button" className="link" onClick={onOther}>
          {t('form.otherDebtor')}
        </button>
      </p>
      <div className="form-row">
        <TextInput label={t('form.number')} {...form.getInputProps('number')} />
        <AmountField label={t('form.amountTtc')} {...form.getInputProps('amount')} />
      </div>
      <div className="form-row">
        <DayField label={t('form.invoiceIssuedOn')} today={today} {...form.getInputProps('issuedOn')} />
        <DayField
          label={t('form.dueOn')}
          placeholder={t('form.dueIfEmpty')}
          today={today}
          {...form.getInputProps('dueOn')}
        />
      </div>
      <div className="form-row">
        <TextInput label={t('form.label')} {...form.getInputProps('label')} />
        <TextInput label={t('form.purchaseOrder')} {...form.getInputProps('purchaseOrder')} />
      </div>
      <InstalmentFields form={form} today={today} />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <div className="form-end">
        <Button type="submit" variant="filled" size="md" loading={save.isPending}>
          {t('form.saveInvoice')}
        </Button>
        <Button size="md" loading={save.isPending} onClick={() => submit(true)()}>
          {t('form.saveInvoiceAndNext')}
        </Button>
      </div>
    </form>
  )
}
