import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { day } from '../../../domain/day.ts'
import { api } from '../../api.ts'
import type { AccountEntry, CaseFile } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

const WHAT = { payment: 'case.paymentOf', credit_note: 'case.creditNoteOf', reversal: 'case.reversalOf' } as const

/** Payments and credit notes, where each went, and the way to take one back. */
export function EntriesSection({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const [reversed, setReversed] = useState<AccountEntry | null>(null)
  const { entries } = file.account
  if (entries.length === 0) return null
  return (
    <section>
      <div className="section-head">
        <h2>{t('case.entries')}</h2>
      </div>
      <table className="rows entries">
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.entryId} entry={entry} file={file} onReverse={() => setReversed(entry)} />
          ))}
        </tbody>
      </table>
      <Sheet title={t('form.reverseTitle')} opened={reversed !== null} onClose={() => setReversed(null)}>
        {reversed ? <ReverseForm entry={reversed} today={today} onDone={() => setReversed(null)} /> : null}
      </Sheet>
    </section>
  )
}

type RowProps = { readonly entry: AccountEntry; readonly file: CaseFile; readonly onReverse: () => void }

function EntryRow({ entry, file, onReverse }: RowProps) {
  const { t } = useWords()
  const numbers = entry.allocations.map(
    (one) => file.account.invoices.find((it) => it.invoiceId === one.invoiceId)?.number,
  )
  return (
    <tr className={entry.reversed ? 'closed' : undefined}>
      <td>
        <span className="who">{t(WHAT[entry.kind], { on: entry.onDay })}</span>
        <span className="second">{[entry.reference, entry.label].filter(Boolean).join(' · ')}</span>
      </td>
      <td>
        {[...new Set(numbers)].filter(Boolean).join(', ')}
        {entry.unallocatedCents > 0 ? (
          <span className="second">{t('case.unallocated', { cents: entry.unallocatedCents })}</span>
        ) : null}
      </td>
      <td className="worth number">
        <Amount cents={entry.amountCents} currency={entry.currency} strong />
      </td>
      <td className="look number">
        {entry.reversed ? <span className="mute">{t('case.reversed')}</span> : null}
        {entry.kind !== 'reversal' && !entry.reversed ? (
          <button type="button" className="link" onClick={onReverse}>
            {t('case.reverse')}
            <span className="unseen">
              {' '}
              <Day on={entry.onDay} />
            </span>
          </button>
        ) : null}
      </td>
    </tr>
  )
}

type ReverseProps = { readonly entry: AccountEntry; readonly today: string; readonly onDone: () => void }

function ReverseForm({ entry, today, onDone }: ReverseProps) {
  const { t } = useWords()
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [reason, setReason] = useState('')
  const reverse = useChange(
    () =>
      api('POST /entries/:id/reversals', {
        params: { id: entry.entryId },
        body: { on: day(today), reason: reason.trim() },
        idempotencyKey,
      }),
    onDone,
  )
  return (
    <>
      <p>{t('form.reverseLead')}</p>
      <Textarea
        label={t('form.reason')}
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {reverse.isError ? <FailureBanner error={reverse.error} /> : null}
      <Button variant="filled" size="md" loading={reverse.isPending} onClick={() => reverse.mutate(undefined)}>
        {t('form.saveReverse')}
      </Button>
    </>
  )
}
