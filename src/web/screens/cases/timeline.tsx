import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseFile, TimelineEvent } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon, type IconName } from '../../design/icon.tsx'
import { Sheet } from '../../design/sheet.tsx'
import type { TagMood } from '../../design/tag.tsx'
import { ToneGlyph } from '../../design/tone-glyph.tsx'
import { dayOfInstant, formatDay, formatHour } from '../../format-day.ts'
import { currentLanguage, sayCode, useWords } from '../../words.ts'
import { timelineQuery } from './case-queries.ts'
import { ReceiptForm } from './receipt-form.tsx'

/** Everything that happened, the newest first, by month, with the very bytes of what was sent. */
export function Timeline({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const list = useInfiniteQuery(timelineQuery(file.caseId))
  const [followed, setFollowed] = useState<string | null>(null)
  const close = () => setFollowed(null)
  const events = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <aside className="timeline">
      <h2>{t('case.history')}</h2>
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      {byMonth(events).map(([month, ofMonth]) => (
        <div key={month}>
          <h3>{formatDay(`${month}-01`, currentLanguage(), 'month')}</h3>
          <ul>
            {ofMonth.map((event) => (
              <EventLine key={event.eventId} event={event} file={file} onFollow={setFollowed} />
            ))}
          </ul>
        </div>
      ))}
      {list.hasNextPage ? (
        <button type="button" className="link" onClick={() => list.fetchNextPage()}>
          {t('case.historyMore')}
        </button>
      ) : null}
      <Sheet title={t('case.follow')} opened={followed !== null} onClose={close}>
        {followed ? <ReceiptForm deliveryId={followed} today={today} onDone={close} /> : null}
      </Sheet>
    </aside>
  )
}

function byMonth(events: readonly TimelineEvent[]): [string, TimelineEvent[]][] {
  return Object.entries(Object.groupBy(events, (event) => dayOfInstant(event.at).slice(0, 7))).map(([month, some]) => [
    month,
    some ?? [],
  ])
}

type LineProps = {
  readonly event: TimelineEvent
  readonly file: CaseFile
  readonly onFollow: (deliveryId: string) => void
}

function EventLine({ event, file, onFollow }: LineProps) {
  const { t } = useWords()
  const language = currentLanguage()
  const kind = kindOf(event)
  const look = LOOKS[kind] ?? { icon: 'clock', mood: 'plain' }
  const step = file.scenario.steps.find((one) => one.code === event.facts.stepCode)
  const on = dayOfInstant(event.at)
  const { contentSha256: sha256, deliveryId } = event.facts
  return (
    <li>
      <time className="event-when" dateTime={event.at}>
        <b>{Number(on.slice(8))}</b>
        <span>{formatHour(event.at, language)}</span>
      </time>
      <span className={`round round-${look.mood}`}>
        <Icon name={look.icon} />
      </span>
      <div>
        <p className="event-title">
          <span className="strong">{sayCode('event', kind, factsOf(event, file))}</span>
          {typeof event.facts.toneLevel === 'number' ? (
            <ToneGlyph tone={event.facts.toneLevel} size="small" wordless />
          ) : null}
        </p>
        {step ? <p>{sayCode('template', step.template)}</p> : null}
        <Detail event={event} />
        <p className="event-by">
          <span>{event.actorName ?? t('case.amiable')}</span>
          {typeof sha256 === 'string' ? (
            <a className="link" href={`/api/v1/documents/${sha256}`}>
              {t('case.seeSent')}
            </a>
          ) : null}
          {FOLLOWED.includes(kind) && typeof deliveryId === 'string' ? (
            <button type="button" className="link" onClick={() => onFollow(deliveryId)}>
              {t('case.follow')}
            </button>
          ) : null}
        </p>
      </div>
    </li>
  )
}

/** What was said or why, under the title, when the event has it. */
function Detail({ event }: { readonly event: TimelineEvent }) {
  const { t } = useWords()
  const { reason, reply, note, code } = event.facts
  if (reason === 'step_due') return null
  if (event.kind === 'receipt_noted') return <Receipt facts={event.facts} />
  if (event.kind.startsWith('step_') && typeof reason === 'string')
    return <p className="mute">{sayCode('reason', reason, event.facts)}</p>
  if (typeof note === 'string' && note !== '') return <p className="voice">{t('preview.quote', { words: note })}</p>
  if (typeof reason === 'string' && reason !== '')
    return <p className="voice">{t('preview.quote', { words: reason })}</p>
  if (event.kind === 'delivery_failed' && typeof reply === 'string' && reply !== '')
    return <p className="mute">{reply}</p>
  return typeof code === 'string' && event.kind === 'delivery_failed' ? (
    <p className="mute">{t('code.unknown', { code })}</p>
  ) : null
}

/** What was noted then of a letter: its number, its days, what became of it. */
function Receipt({ facts }: { readonly facts: TimelineEvent['facts'] }) {
  const { t } = useWords()
  const { trackingNumber, depositedOn, presentedOn, receivedOn, outcome } = facts
  const fate = (['received', 'unclaimed', 'refused', 'returned'] as const).find((one) => one === outcome)
  const parts = [
    typeof trackingNumber === 'string' ? t('case.receipt.number', { number: trackingNumber }) : null,
    typeof depositedOn === 'string' ? t('case.receipt.deposited', { on: depositedOn }) : null,
    typeof presentedOn === 'string' ? t('case.receipt.presented', { on: presentedOn }) : null,
    typeof receivedOn === 'string' ? t('case.receipt.received', { on: receivedOn }) : null,
    fate ? t(`outcome.${fate}`) : null,
  ]
  const said = parts.filter((part) => part !== null)
  return said.length > 0 ? <p className="mute">{said.join(' · ')}</p> : null
}

/** What left is named by its channel. */
function kindOf({ kind, facts }: TimelineEvent): string {
  return kind === 'delivery_sent' && typeof facts.channel === 'string' ? `sent_${facts.channel}` : kind
}

/** The facts, with the number of the invoice in the place of its identifier. */
function factsOf(event: TimelineEvent, file: CaseFile): Record<string, unknown> {
  const invoice = file.account.invoices.find((one) => one.invoiceId === event.facts.invoiceId)
  return { ...event.facts, number: event.facts.number ?? invoice?.number ?? '' }
}

/** Letters, of which the slips tell more later. */
const FOLLOWED = ['sent_post', 'sent_registered']

const LOOKS: Readonly<Record<string, { icon: IconName; mood: TagMood }>> = {
  step_planned: { icon: 'clock', mood: 'plain' },
  step_skipped: { icon: 'chevronRight', mood: 'plain' },
  step_withdrawn: { icon: 'cross', mood: 'plain' },
  step_approved: { icon: 'check', mood: 'plain' },
  step_refused: { icon: 'cross', mood: 'plain' },
  sent_email: { icon: 'mail', mood: 'plain' },
  sent_post: { icon: 'letter', mood: 'plain' },
  sent_registered: { icon: 'registered', mood: 'plain' },
  sent_sms: { icon: 'sms', mood: 'plain' },
  sent_phone: { icon: 'phone', mood: 'coming' },
  contact_recorded: { icon: 'person', mood: 'plain' },
  contact_changed: { icon: 'pencil', mood: 'plain' },
  delivery_retry: { icon: 'clock', mood: 'plain' },
  delivery_failed: { icon: 'cross', mood: 'broken' },
  delivery_uncertain: { icon: 'question', mood: 'attention' },
  receipt_noted: { icon: 'registered', mood: 'plain' },
  slip_kept: { icon: 'registered', mood: 'plain' },
  payment_recorded: { icon: 'euro', mood: 'good' },
  credit_note_recorded: { icon: 'euro', mood: 'good' },
  entry_reversed: { icon: 'reply', mood: 'attention' },
  invoice_recorded: { icon: 'file', mood: 'plain' },
  invoice_cancelled: { icon: 'cross', mood: 'plain' },
  hold_promise: { icon: 'heart', mood: 'coming' },
  hold_dispute: { icon: 'warning', mood: 'attention' },
  hold_pause: { icon: 'pause', mood: 'plain' },
  hold_insolvency: { icon: 'scales', mood: 'attention' },
  hold_ended: { icon: 'check', mood: 'plain' },
  debtor_recorded: { icon: 'person', mood: 'plain' },
  debtor_changed: { icon: 'pencil', mood: 'plain' },
}
