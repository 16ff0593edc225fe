import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { useWords } from '../../words.ts'

type Props = { readonly onChoose: (debtorId: string) => void; readonly onAdd: () => void }

/** Finds the debtor by name or code, or makes one. */
export function DebtorPicker({ onChoose, onAdd }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const { data, error } = useQuery({
    queryKey: ['debtors', search],
    queryFn: ({ signal }) => api('GET /debtors', { query: { ...(search ? { search } : {}), limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="form">
      <TextInput
        label={t('form.debtor')}
        type="search"
        placeholder={t('form.debtorSearch')}
        value={typed}
        leftSection={<Icon name="search" />}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error ? <FailureBanner error={error} /> : null}
      <ul className="picks">
        {data?.items.map((debtor) => (
          <li key={debtor.debtorId}>
            <button type="button" className="pick-row" onClick={() => onChoose(debtor.debtorId)}>
              <span className="strong">{debtor.name}</span>
              <span className="mute small">{[debtor.reference, debtor.city].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button leftSection={<Icon name="plus" />} onClick={onAdd}>
          {t('cases.newDebtor')}
        </Button>
      </div>
    </div>
  )
}
