import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import type { Day } from '../../../domain/day.ts'
import { api } from '../../api.ts'
import type { ActionRow } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { formatPhone } from '../../format-phone.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { PreviewBody } from './preview-body.tsx'
import { previewQuery } from './today-queries.ts'

const CALL_OUTCOMES = ['reached', 'voicemail', 'no_answer', 'wrong_number'] as const
type Outcome = (typeof CALL_OUTCOMES)[number] | 'sent'

/** The script of a call, or the words of an SMS, and what came of it. */
export function CallForm({
  row,
  today,
  onDone,
}: {
  readonly row: ActionRow
  readonly today: Day
  readonly onDone: () => void
}) {
  const { t } = useWords()
  const script = useQuery(previewQuery(row.actionId))
  const form = useForm({
    initialValues: { outcome: (row.channel === 'sms' ? 'sent' : 'reached') as Outcome, note: '' },
  })
  const note = useChange(
    (values: { outcome: Outcome; note: string }) =>
      api('POST /actions/:id/completions', {
        params: { id: row.actionId },
        body: { on: today, outcome: values.outcome, ...(values.note.trim() ? { note: values.note.trim() } : {}) },
      }),
    onDone,
  )
  return (
    <>
      {row.phone ? (
        <p className="lead">
          <a href={`${row.channel === 'sms' ? 'sms' : 'tel'}:${row.phone}`}>{formatPhone(row.phone)}</a>
        </p>
      ) : null}
      {script.error ? <FailureBanner error={script.error} /> : null}
      {script.data ? <PreviewBody preview={script.data} currency={row.currency} /> : null}
      <form className="form" onSubmit={form.onSubmit((values) => note.mutate(values))}>
        {row.channel === 'phone' ? (
          <NativeSelect
            label={t('form.outcome')}
            data={CALL_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
            {...form.getInputProps('outcome')}
          />
        ) : null}
        <Textarea label={t('form.note')} autosize={false} rows={3} {...form.getInputProps('note')} />
        {note.isError ? <FailureBanner error={note.error} /> : null}
        <div className="form-end">
          <Button type="submit" variant="filled" size="md" loading={note.isPending}>
            {t(row.channel === 'sms' ? 'today.textDone' : 'form.saveCall')}
          </Button>
        </div>
      </form>
    </>
  )
}
