import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ApiFailure, api } from '../../api.ts'
import type { Delivery, ReceiptChange } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { DayField, typedDay } from '../../design/typed-fields.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'
import { deliveryQuery } from './case-queries.ts'

type Props = { readonly deliveryId: string; readonly today: string; readonly onDone: () => void }
type Values = { trackingNumber: string; depositedOn: string; presentedOn: string; receivedOn: string; outcome: string }

const DAYS = ['depositedOn', 'presentedOn', 'receivedOn'] as const
/** What may become known of a letter once posted. An ordinary one only ever comes back. */
const OUTCOMES = {
  post: ['returned'],
  registered: ['received', 'unclaimed', 'refused', 'returned'],
} as const

/** What the slips of a posted letter say: its number, its dates, what became of it (S0-25). */
export function ReceiptForm({ deliveryId, today, onDone }: Props) {
  const { t } = useWords()
  const { data: letter, error, refetch } = useQuery(deliveryQuery(deliveryId))
  if (error) return <FailureBanner error={error} onRetry={refetch} />
  if (!letter) return <p className="waiting">{t('wait')}</p>
  return <ReceiptFields letter={letter} today={today} onDone={onDone} />
}

type FieldsProps = { readonly letter: Delivery; readonly today: string; readonly onDone: () => void }

function ReceiptFields({ letter, today, onDone }: FieldsProps) {
  const { t } = useWords()
  const known = valuesOf(letter)
  const registered = letter.channel === 'registered'
  const days = registered ? DAYS : DAYS.slice(0, 1)
  const aDay = (text: string) => (text !== '' && typedDay(text, today) === null ? t('field.notADay') : null)
  const form = useForm<Values>({
    initialValues: known,
    validate: { depositedOn: aDay, presentedOn: aDay, receivedOn: aDay },
  })
  const save = useChange(
    (body: ReceiptChange) => api('PATCH /deliveries/:id', { params: { id: letter.deliveryId }, body }),
    onDone,
  )
  const submit = form.onSubmit((values) => {
    const body = changeOf(known, values, today)
    if (Object.keys(body).length === 0) return onDone()
    save.mutate(body, {
      onError: (error) => {
        const faults = faultsOf(error, days, values, today)
        form.setErrors(faults)
        // Said at the field: the banner is for the rest.
        if (Object.keys(faults).length > 0) save.reset()
      },
    })
  })
  const outcomes = OUTCOMES[registered ? 'registered' : 'post']
  return (
    <form className="form" onSubmit={submit} noValidate>
      <TextInput
        label={t('form.trackingNumber')}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('trackingNumber')}
      />
      {days.map((field) => (
        <DayField key={field} label={t(`form.${field}`)} today={today} {...form.getInputProps(field)} />
      ))}
      <NativeSelect
        label={t('form.outcome')}
        data={[
          { value: '', label: t('outcome.posted') },
          ...outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
        ]}
        {...form.getInputProps('outcome')}
      />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={save.isPending}>
        {t('form.saveReceipt')}
      </Button>
    </form>
  )
}

function valuesOf(letter: Delivery): Values {
  const known = OUTCOMES.registered.find((one) => one === letter.outcome)
  return {
    trackingNumber: letter.trackingNumber ?? '',
    depositedOn: typed(letter.depositedOn ?? letter.doneOn),
    presentedOn: typed(letter.presentedOn),
    receivedOn: typed(letter.receivedOn),
    outcome: known ?? '',
  }
}

/** A day as people type it. */
function typed(on: string | null): string {
  return on === null ? '' : on.split('-').reverse().join('/')
}

/** Only what the person changed; a field made empty is forgotten. */
function changeOf(known: Values, values: Values, today: string): ReceiptChange {
  const change: ReceiptChange = {}
  const number = values.trackingNumber.trim()
  if (number !== known.trackingNumber) change.trackingNumber = number || null
  for (const field of DAYS) {
    if (values[field] !== known[field]) change[field] = typedDay(values[field], today)
  }
  if (values.outcome !== known.outcome)
    change.outcome = OUTCOMES.registered.find((one) => one === values.outcome) ?? null
  return change
}

/** Refusals that concern the letter as a whole are said at the field that a person would correct. */
function faultsOf(
  error: Error,
  fields: readonly (typeof DAYS)[number][],
  values: Values,
  today: string,
): Record<string, string> {
  if (!(error instanceof ApiFailure) || !error.problem) return {}
  const { code, facts, [currentLanguage()]: sentence } = error.problem
  const days = fields
    .map((field) => ({ field, on: typedDay(values[field], today) ?? '' }))
    .filter(({ on }) => on !== '')
  if (code === 'registered_number_invalid') return { trackingNumber: sentence }
  if (code === 'outcome_unknown') return { outcome: sentence }
  const isWrong = (on: string, before: string) =>
    code === 'day_in_future' ? on === facts.on : code === 'receipt_dates_disordered' && on < before
  const wrong = days.find(({ on }, at) => isWrong(on, days[at - 1]?.on ?? ''))
  return wrong ? { [wrong.field]: sentence } : faultsByField(error)
}
