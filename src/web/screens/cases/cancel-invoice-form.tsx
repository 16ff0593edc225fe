import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { api } from '../../api.ts'
import type { AccountInvoice } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

/** A cancelled invoice stays visible and is never chased; why is asked, because somebody will wonder. */
export function CancelInvoiceForm({
  invoice,
  onDone,
}: {
  readonly invoice: AccountInvoice
  readonly onDone: () => void
}) {
  const { t } = useWords()
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? t('field.required') : null) },
  })
  const cancel = useChange(
    ({ reason }: { reason: string }) =>
      api('POST /invoices/:id/cancellations', { params: { id: invoice.invoiceId }, body: { reason: reason.trim() } }),
    onDone,
  )
  const submit = form.onSubmit((values) =>
    cancel.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p>{t('form.cancelLead')}</p>
      <Textarea label={t('form.reason')} rows={2} data-autofocus {...form.getInputProps('reason')} />
      {cancel.isError ? <FailureBanner error={cancel.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={cancel.isPending}>
        {t('form.saveCancel')}
      </Button>
    </form>
  )
}
