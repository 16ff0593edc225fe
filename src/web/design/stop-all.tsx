import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../api.ts'
import type { SendingSwitch } from '../api-routes.ts'
import { useChange } from '../query.ts'
import { useWords } from '../words.ts'
import { Banner } from './banner.tsx'
import { FailureWords } from './failure-banner.tsx'
import { Sheet } from './sheet.tsx'

/** On every page, one click, no question: stopping is always safe. Already stopped, the banner below says so. */
export function StopAll({ sending }: { readonly sending: SendingSwitch | null }) {
  const { t } = useWords()
  const stop = useChange(() => api('POST /sending-switch', { body: { position: 'off' } }))
  if (sending?.position === 'off') return null
  return (
    <>
      <Button
        className="stop"
        leftSection={<span className="stop-square" />}
        loading={stop.isPending}
        onClick={() => stop.mutate(undefined)}
      >
        {t('stop.stop')}
      </Button>
      {stop.isError ? (
        <Banner icon="cross" mood="broken" alert>
          {t('stop.failed')}
        </Banner>
      ) : null}
    </>
  )
}

/** Letting messages leave is asked once more: it is the act that reaches people. */
export function StartSending({ label }: { readonly label: string }) {
  const { t } = useWords()
  const [asks, setAsks] = useState(false)
  const start = useChange(
    () => api('POST /sending-switch', { body: { position: 'on' } }),
    () => setAsks(false),
  )
  return (
    <>
      <button type="button" className="link" onClick={() => setAsks(true)}>
        {label}
      </button>
      <Sheet title={t('stop.askTitle')} opened={asks} onClose={() => setAsks(false)}>
        <p>{t('stop.ask')}</p>
        {start.isError ? (
          <Banner icon="cross" mood="broken" alert>
            <FailureWords error={start.error} />
          </Banner>
        ) : null}
        <div className="form-end">
          <Button variant="filled" size="md" loading={start.isPending} onClick={() => start.mutate(undefined)}>
            {t('stop.start')}
          </Button>
          <Button size="md" variant="subtle" onClick={() => setAsks(false)}>
            {t('act.cancel')}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
