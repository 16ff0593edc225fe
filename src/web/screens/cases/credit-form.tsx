import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { day } from '../../../domain/day.ts'
import { currency } from '../../../domain/money.ts'
import { api } from '../../api.ts'
import type { CaseFile } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { AmountField, DayField, typedCents, typedDay } from '../../design/typed-fields.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { faultsByField } from '../../field-faults.ts'
import { formatAmount } from '../../format-amount.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'

const METHODS = ['transfer', 'card', 'cheque', 'direct_debit', 'cash', 'other'] as const
type Values = {
  amount: string
  on: string
  method: (typeof METHODS)[number]
  reference: string
  number: string
  invoiceId: string
}
const NOTHING: Values = { amount: '', on: '', method: 'transfer', reference: '', number: '', invoiceId: '' }

type Props = {
  readonly kind: 'payment' | 'creditNote'
  readonly file: CaseFile
  readonly today: string
  readonly onDone: () => void
}

/** Money received or a credit note: allocated as the person says, else by reference, else to the oldest. */
export function CreditForm({ kind, file, today, onDone }: Props) {
  const { t } = useWords()
  // The same key for a second try of the same form: a payment is never entered twice because an answer was lost.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const form = useForm<Values>({
    initialValues: NOTHING,
    validate: {
      amount: (text) => (typedCents(text) === null ? t('field.notAnAmount') : null),
      on: (text) => (text !== '' && typedDay(text, today) === null ? t('field.notADay') : null),
      number: (text) => (kind === 'creditNote' && text.trim() === '' ? t('field.required') : null),
    },
  })
  const save = useChange(
    (values: Values) => post(kind, file, values, today, idempotencyKey),
    (_, values) => {
      showDone(t(kind === 'payment' ? 'form.paid' : 'form.credited', { cents: typedCents(values.amount) ?? 0 }))
      onDone()
    },
  )
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <AmountField label={t('form.amount')} data-autofocus {...form.getInputProps('amount')} />
      <DayField
        label={t(kind === 'payment' ? 'form.on' : 'form.issuedOn')}
        placeholder={t('form.todayIfEmpty')}
        today={today}
        {...form.getInputProps('on')}
      />
      {kind === 'payment' ? (
        <NativeSelect
          label={t('form.method')}
          data={METHODS.map((value) => ({ value, label: t(`form.methods.${value}`) }))}
          {...form.getInputProps('method')}
        />
      ) : (
        <TextInput label={t('form.creditNoteNumber')} {...form.getInputProps('number')} />
      )}
      <TextInput label={t('form.reference')} {...form.getInputProps('reference')} />
      <NativeSelect
        label={t('form.allocate')}
        data={[{ value: '', label: t('form.allocateAuto') }, ...openInvoices(file)]}
        {...form.getInputProps('invoiceId')}
      />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={save.isPending}>
        {t(kind === 'payment' ? 'form.savePayment' : 'form.saveCreditNote')}
      </Button>
    </form>
  )
}

function post(kind: Props['kind'], file: CaseFile, values: Values, today: string, idempotencyKey: string) {
  const amountCents = typedCents(values.amount) ?? 0
  const on = typedDay(values.on, today) ?? day(today)
  const credit = {
    debtorId: file.debtor.debtorId,
    currency: currency(file.currency),
    amountCents,
    reference: values.reference.trim() || null,
    ...(values.invoiceId ? { allocations: [{ invoiceId: values.invoiceId, amountCents }] } : {}),
  }
  return kind === 'payment'
    ? api('POST /payments', { body: { ...credit, paidOn: on, method: values.method }, idempotencyKey })
    : api('POST /credit-notes', { body: { ...credit, issuedOn: on, number: values.number.trim() }, idempotencyKey })
}

/** The open invoices as choices: number and what is left. */
export function openInvoices(file: CaseFile): { value: string; label: string }[] {
  return file.account.invoices
    .filter((one) => one.openCents > 0 && one.cancelledAt === null)
    .map((one) => ({
      value: one.invoiceId,
      label: `${one.number} · ${formatAmount(one.openCents, currentLanguage(), one.currency)}`,
    }))
}
