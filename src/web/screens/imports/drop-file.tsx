import { Button, NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { api } from '../../api.ts'
import type { Creditor } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

/** Drop or choose: both do the same, the keyboard reaches the button. */
export function DropFile({ creditors }: { readonly creditors: readonly Creditor[] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [creditorId, setCreditorId] = useState(creditors[0]?.creditorId ?? '')
  const send = useChange(
    (file: File) => api('POST /imports', { body: formOf(file, creditorId) }),
    (made) => navigate({ to: '/imports/$importId', params: { importId: made.importId } }),
  )
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !send.isPending) send.mutate(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section>
      {creditors.length > 1 ? (
        <NativeSelect
          className="drop-creditor"
          label={t('form.creditor')}
          value={creditorId}
          onChange={(event) => setCreditorId(event.currentTarget.value)}
          data={creditors.map((one) => ({ value: one.creditorId, label: one.name }))}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the drop zone is a convenience; the button inside does the same. */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" />
        <p className="voice">
          {send.isPending ? t('imports.reading', { name: send.variables.name }) : t('imports.drop')}
        </p>
        <p className="small mute">{t('imports.formats')}</p>
        <Button variant="filled" size="md" loading={send.isPending} onClick={() => input.current?.click()}>
          {t('imports.choose')}
        </Button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          aria-label={t('imports.choose')}
          onChange={(event) => {
            take(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
      </div>
      {send.isError ? <FailureBanner error={send.error} /> : null}
    </section>
  )
}

function formOf(file: File, creditorId: string): FormData {
  const form = new FormData()
  form.set('creditorId', creditorId)
  form.set('file', file)
  return form
}
