import { TextInput, type TextInputProps } from '@mantine/core'
import { readTypedAmount } from '../../domain/amount-reading.ts'
import { type Day, day } from '../../domain/day.ts'
import { readTypedDay } from '../../domain/day-reading.ts'
import { formatAmount } from '../format-amount.ts'
import { formatDay } from '../format-day.ts'
import { currentLanguage, useWords } from '../words.ts'

type TypedProps = Omit<TextInputProps, 'value' | 'description' | 'inputWrapperOrder'> & { readonly value?: string }

/** A day typed as people write it; what was understood is said below at once. */
export function DayField({ today, value = '', ...rest }: TypedProps & { readonly today: string }) {
  const { t } = useWords()
  const read = value === '' ? null : readTypedDay(value, day(today))
  const understood = read?.ok ? t('field.understood', { what: formatDay(read.value, currentLanguage(), 'long') }) : null
  return <TextInput {...rest} value={value} autoComplete="off" description={understood} />
}

/** An amount typed as people write it: « 1 234,56 », « 1234.56 € ». */
export function AmountField({ value = '', ...rest }: TypedProps) {
  const { t } = useWords()
  const read = value === '' ? null : readTypedAmount(value)
  const understood = read?.ok
    ? t('field.understood', { what: formatAmount(read.value.amountCents, currentLanguage()) })
    : null
  return <TextInput {...rest} value={value} inputMode="decimal" autoComplete="off" description={understood} />
}

/** The typed day as the API wants it, or null when it cannot be read. */
export function typedDay(text: string, today: string): Day | null {
  const read = readTypedDay(text, day(today))
  return read.ok ? read.value : null
}

/** The typed amount in cents, or null when it cannot be read. */
export function typedCents(text: string): number | null {
  const read = readTypedAmount(text)
  return read.ok ? read.value.amountCents : null
}
