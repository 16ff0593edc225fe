import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { api } from '../../api.ts'
import type { CaseFile } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { AmountField, DayField, typedCents, typedDay } from '../../design/typed-fields.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { openInvoices } from './credit-form.tsx'

type Kind = 'pause' | 'promise' | 'dispute' | 'insolvency'
type Props = { readonly kind: Kind; readonly file: CaseFile; readonly today: string; readonly onDone: () => void }
type Values = { untilDay: string; amount: string; invoiceId: string; reason: string }

const SAVE = {
  pause: 'form.savePause',
  promise: 'form.savePromise',
  dispute: 'form.saveDispute',
  insolvency: 'form.saveInsolvency',
} as const

/** A reason to contact nobody: pause, promise, dispute or insolvency. A promise needs its day; the others may last. */
export function HoldForm({ kind, file, today, onDone }: Props) {
  const { t } = useWords()
  const form = useForm<Values>({
    initialValues: { untilDay: '', amount: '', invoiceId: '', reason: '' },
    validate: {
      untilDay: (text) => {
        if (text === '') return kind === 'promise' ? t('field.required') : null
        return typedDay(text, today) === null ? t('field.notADay') : null
      },
      amount: (text) => (text !== '' && typedCents(text) === null ? t('field.notAnAmount') : null),
    },
  })
  const save = useChange(
    (values: Values) =>
      api('POST /cases/:id/holds', { params: { id: file.caseId }, body: bodyOf(kind, values, today) }),
    onDone,
  )
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  const amountWord = kind === 'promise' ? 'form.promisedAmount' : 'form.disputedAmount'
  return (
    <form className="form" onSubmit={submit} noValidate>
      {kind === 'dispute' || kind === 'promise' ? (
        <>
          <NativeSelect
            label={t('form.disputedInvoice')}
            data={[{ value: '', label: t('form.wholeAccount') }, ...openInvoices(file)]}
            {...form.getInputProps('invoiceId')}
          />
          <AmountField label={t(amountWord)} {...form.getInputProps('amount')} />
        </>
      ) : null}
      {kind === 'pause' || kind === 'promise' ? (
        <DayField
          label={t(kind === 'promise' ? 'form.promisedOn' : 'form.until')}
          placeholder={kind === 'pause' ? t('form.untilNone') : undefined}
          today={today}
          data-autofocus
          {...form.getInputProps('untilDay')}
        />
      ) : null}
      <Textarea label={t('form.reason')} rows={3} {...form.getInputProps('reason')} />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={save.isPending}>
        {t(SAVE[kind])}
      </Button>
    </form>
  )
}

function bodyOf(kind: Kind, values: Values, today: string) {
  const untilDay = values.untilDay === '' ? null : typedDay(values.untilDay, today)
  const amountCents = values.amount === '' ? null : typedCents(values.amount)
  return {
    kind,
    ...(values.invoiceId ? { invoiceId: values.invoiceId } : {}),
    ...(untilDay ? { untilDay } : {}),
    ...(amountCents ? { amountCents } : {}),
    ...(values.reason.trim() ? { reason: values.reason.trim() } : {}),
  }
}
