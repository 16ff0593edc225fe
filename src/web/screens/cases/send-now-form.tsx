import { Button, NativeSelect } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { CaseFile } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { useChange } from '../../query.ts'
import { sayCode, useWords } from '../../words.ts'
import { whyQuery } from './case-queries.ts'

/** A person chooses a step now; every rule but the calendar is still asked by the server. */
export function SendNowForm({ file, onDone }: { readonly file: CaseFile; readonly onDone: () => void }) {
  const { t } = useWords()
  const { data: why } = useQuery(whyQuery(file.caseId))
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const open = why?.open ?? []
  const form = useForm({ initialValues: { stepCode: '' } })
  const send = useChange(
    (stepCode: string) =>
      api('POST /cases/:id/sendings', { params: { id: file.caseId }, body: { stepCode }, idempotencyKey }),
    () => {
      showDone(t('form.prepared'))
      onDone()
    },
  )
  const chosen = form.values.stepCode || open[0]?.stepCode
  if (why && open.length === 0) return <p>{t('form.noStepOpen')}</p>
  return (
    <form
      className="form"
      onSubmit={form.onSubmit(() => {
        if (chosen) send.mutate(chosen)
      })}
    >
      <p className="mute">{t('form.sendLead')}</p>
      <NativeSelect
        label={t('form.step')}
        data={open.map((one) => ({ value: one.stepCode, label: stepName(one.stepCode, t(`channel.${one.channel}`)) }))}
        {...form.getInputProps('stepCode')}
      />
      {send.isError ? <FailureBanner error={send.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={send.isPending}>
        {t('form.saveSend')}
      </Button>
    </form>
  )

  function stepName(code: string, channel: string): string {
    const step = file.scenario.steps.find((one) => one.code === code)
    return step ? `${sayCode('template', step.template)} · ${channel}` : code
  }
}
