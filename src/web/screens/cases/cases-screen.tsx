import './cases.css'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { CASE_SORTS, CASE_STATES } from '../../case-list-search.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayCode, useWords } from '../../words.ts'
import { casesQuery } from './case-queries.ts'
import { CaseRowLine } from './case-row-line.tsx'

const route = getRouteApi('/office/cases')

/** Who owes what, since when, and what comes. Search, state and order are in the address, so that a view can be shared. */
export function CasesScreen() {
  const { t } = useWords()
  const search = route.useSearch()
  const list = useInfiniteQuery(casesQuery(search))
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const end = useReadOnAtEnd(list.hasNextPage && !list.isFetchingNextPage, list.fetchNextPage)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('cases.title')}</h1>
          <p className="lead">{t('cases.lead')}</p>
        </div>
        <div className="end">
          <Button component={Link} to="/entry" leftSection={<Icon name="plus" />}>
            {t('form.invoiceTitle')}
          </Button>
        </div>
      </div>
      <Filters />
      {list.error ? <FailureBanner error={list.error} onRetry={list.refetch} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <div className="empty">
          <p className="voice">{t('cases.empty')}</p>
          <p className="mute">{t('cases.emptyHint')}</p>
        </div>
      ) : (
        <table className="rows case-list">
          <thead>
            <tr>
              <th>{t('today.debtor')}</th>
              <th>{t('cases.state')}</th>
              <th>{t('cases.oldest')}</th>
              <th>{t('cases.next')}</th>
              <th className="number">{t('cases.open')}</th>
              <th className="number">{t('cases.overdue')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CaseRowLine key={row.caseId} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <div ref={end} className="rows-foot">
        <span>{t('cases.shown', { count: rows.length })}</span>
        {list.hasNextPage ? (
          <button type="button" className="link" onClick={() => list.fetchNextPage()}>
            {t('act.more')}
          </button>
        ) : null}
      </div>
    </>
  )
}

function Filters() {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(search.search ?? '')
  const seek = useDebouncedCallback(
    (text: string) =>
      navigate({ search: (before) => ({ ...before, search: text.trim() || undefined }), replace: true }),
    150,
  )
  return (
    <search className="case-filters">
      <TextInput
        label={t('cases.search')}
        type="search"
        value={typed}
        leftSection={<Icon name="search" />}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          seek(event.currentTarget.value)
        }}
      />
      <NativeSelect
        label={t('cases.state')}
        value={search.state ?? ''}
        data={[
          { value: '', label: t('cases.all') },
          ...CASE_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
        onChange={(event) => {
          const state = CASE_STATES.find((one) => one === event.currentTarget.value)
          navigate({ search: (before) => ({ ...before, state }), replace: true })
        }}
      />
      <NativeSelect
        label={t('cases.sort')}
        value={search.sort ?? 'overdue'}
        data={CASE_SORTS.map((value) => ({ value, label: t(`cases.sortBy.${value}`) }))}
        onChange={(event) => {
          const sort = CASE_SORTS.find((one) => one === event.currentTarget.value)
          navigate({ search: (before) => ({ ...before, sort }), replace: true })
        }}
      />
      {search.reason ? (
        <button
          type="button"
          className="link"
          onClick={() => navigate({ search: (before) => ({ ...before, reason: undefined }), replace: true })}
        >
          {sayCode('heldBy', search.reason)} <Icon name="cross" />
          <span className="unseen">{t('act.remove')}</span>
        </button>
      ) : null}
    </search>
  )
}

/** Reads the next page when the end of the list comes in sight; the link at the end does the same by hand. */
function useReadOnAtEnd(more: boolean, read: () => unknown) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!more || !end.current) return
    const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && read(), {
      rootMargin: '400px',
    })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [more, read])
  return end
}
