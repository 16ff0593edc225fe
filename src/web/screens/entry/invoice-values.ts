import { useForm } from '@mantine/form'
import { day } from '../../../domain/day.ts'
import type { NewInvoice } from '../../api-routes.ts'
import { typedCents, typedDay } from '../../design/typed-fields.tsx'
import type { Say } from '../../words.ts'

/** The fields, as typed. */
export type InvoiceValues = {
  number: string
  amount: string
  issuedOn: string
  dueOn: string
  label: string
  purchaseOrder: string
  instalments: { key: string; dueOn: string; amount: string }[]
}

const NO_INVOICE: InvoiceValues = {
  number: '',
  amount: '',
  issuedOn: '',
  dueOn: '',
  label: '',
  purchaseOrder: '',
  instalments: [],
}

export type InvoiceFormState = ReturnType<typeof useInvoiceForm>

export function useInvoiceForm(today: string, t: Say) {
  return useForm({
    initialValues: NO_INVOICE,
    validate: (values) => faultsOfInvoice(values, today, t),
  })
}

/** What cannot be read, said at its field before anything is sent; the rules themselves are the API's. */
function faultsOfInvoice(values: InvoiceValues, today: string, t: Say): Record<string, string> {
  const faults: Record<string, string> = {}
  if (values.number.trim() === '') faults.number = t('field.required')
  const readDay = (field: string, text: string) => {
    if (typedDay(text, today) === null) faults[field] = t(text === '' ? 'field.required' : 'field.notADay')
  }
  const readAmount = (field: string, text: string) => {
    if (typedCents(text) === null) faults[field] = t(text === '' ? 'field.required' : 'field.notAnAmount')
  }
  readAmount('amount', values.amount)
  readDay('issuedOn', values.issuedOn)
  if (values.dueOn !== '') readDay('dueOn', values.dueOn)
  values.instalments.forEach((one, at) => {
    readDay(`instalments.${at}.dueOn`, one.dueOn)
    readAmount(`instalments.${at}.amount`, one.amount)
  })
  return faults
}

/** Reads the form once it has no fault. The due date may be left to the terms of payment (S0-3). @throws RangeError on a day that cannot be read. */
export function bodyOfInvoice(values: InvoiceValues, debtorId: string, today: string): NewInvoice {
  const label = values.label.trim()
  const purchaseOrder = values.purchaseOrder.trim()
  const dayOf = (text: string) => typedDay(text, today) ?? day(text)
  return {
    debtorId,
    number: values.number.trim(),
    issuedOn: dayOf(values.issuedOn),
    ...(values.dueOn === '' ? {} : { dueOn: dayOf(values.dueOn) }),
    amountCents: typedCents(values.amount) ?? 0,
    ...(label ? { label } : {}),
    ...(purchaseOrder ? { purchaseOrder } : {}),
    ...(values.instalments.length > 0
      ? {
          instalments: values.instalments.map((one) => ({
            dueOn: dayOf(one.dueOn),
            amountCents: typedCents(one.amount) ?? 0,
          })),
        }
      : {}),
  }
}
