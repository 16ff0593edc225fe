import { useHotkeys } from '@mantine/hooks'
import type { Section, Today } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Day } from '../../design/day.tsx'
import { Shortcut } from '../../design/shortcut.tsx'
import { formatRoundAmount } from '../../format-amount.ts'
import { currentLanguage, type Say, useWords } from '../../words.ts'

/** One sentence that says what to do and what it is worth, and how old the debt is. */
export function TodayHead({ today }: { readonly today: Today }) {
  const { t } = useWords()
  return (
    <div className="today-head">
      <div>
        <h1>
          {t('today.title')}
          <span className="today-day">
            <Day on={today.on} form="long" />
          </span>
        </h1>
        <Lead today={today} />
      </div>
      <AgedBalance today={today} />
    </div>
  )
}

const TO_DO = ['toApprove', 'toCall', 'toPrint', 'toSort'] as const satisfies readonly Section[]

function Lead({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const count = TO_DO.reduce((sum, section) => sum + today.sections[section].count, 0)
  const totalCents = TO_DO.reduce((sum, section) => sum + today.sections[section].totalCents, 0)
  if (count === 0) return <p className="lead">{t('today.nothing')}</p>
  return (
    <p className="lead">
      <b>
        {t('today.thingsToDo', { count })}
        {t('today.worth', { totalCents })}.
      </b>{' '}
      {t(firstThing(today))}
    </p>
  )
}

function firstThing({ sections }: Today) {
  if (sections.toSort.count > 0) return 'today.firstSort'
  if (sections.toApprove.count > 0) return 'today.firstApprove'
  return sections.toCall.count > 0 ? 'today.firstCall' : 'today.firstPrint'
}

const AGES = ['age-0', 'age-1', 'age-2', 'age-3'] as const

function AgedBalance({ today }: { readonly today: Today }) {
  const { t } = useWords()
  const { overdue } = today
  if (overdue.totalCents === 0) return null
  let x = 0
  return (
    <div className="aged">
      <div className="aged-total">
        <span className="mute">{t('today.overdue', { cases: t('plural.case', { count: overdue.caseCount }) })}</span>
        <Amount cents={overdue.totalCents} />
      </div>
      <svg
        className="aged-bar"
        viewBox="0 0 1000 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('today.agedBalance')}
      >
        {overdue.byAge.map((age, at) => {
          const width = (age.totalCents / overdue.totalCents) * 1000
          const from = x
          x += width
          return <rect key={age.fromDays} className={AGES[at]} x={from} width={Math.max(0, width - 3)} height="8" />
        })}
      </svg>
      <div className="aged-legend">
        {overdue.byAge.map((age, at) => (
          <span key={age.fromDays}>
            <i className={AGES[at]} />
            {ageName(at, t)}
            <b>{formatRoundAmount(age.totalCents, currentLanguage())}</b>
          </span>
        ))}
      </div>
    </div>
  )
}

function ageName(at: number, t: Say): string {
  return [t('today.age.0'), t('today.age.1'), t('today.age.2'), t('today.age.3')][at] ?? ''
}

const QUEUES = [
  { section: 'toApprove', word: 'today.toApprove', key: '1' },
  { section: 'toCall', word: 'today.toCall', key: '2' },
  { section: 'toPrint', word: 'today.toPrint', key: '3' },
  { section: 'toSort', word: 'today.toSort', key: '4' },
] as const satisfies readonly { section: Section; word: string; key: string }[]

/** Where to go on the page, with what each queue is worth. */
export function Queues({ today }: { readonly today: Today }) {
  const { t } = useWords()
  useHotkeys(
    QUEUES.map(({ section, key }) => [key, () => document.getElementById(section)?.scrollIntoView()] as const).map(
      ([key, go]) => [key, go],
    ),
  )
  return (
    <nav className="queues band" aria-label={t('today.queues')}>
      {QUEUES.map(({ section, word, key }) => (
        <a key={section} className="queue" href={`#${section}`}>
          <span className="queue-name">
            <span className="queue-count">{today.sections[section].count}</span>
            <span>{t(word)}</span>
            <Shortcut keys={key} />
          </span>
          <span className="queue-worth">
            <Amount cents={today.sections[section].totalCents} />
          </span>
        </a>
      ))}
    </nav>
  )
}
