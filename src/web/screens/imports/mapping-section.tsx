import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { ImportFile, Mapping } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { useChange } from '../../query.ts'
import { useWords, type WordKey } from '../../words.ts'
import { FIELD_WORDS } from './field-words.ts'

type Inspection = NonNullable<ImportFile['inspection']>
type Column = Mapping['columns'][number]

/** What each column means: proposed, corrected by a person, kept for the next file of the same form. */
export function MappingSection({
  importId,
  inspection,
}: {
  readonly importId: string
  readonly inspection: Inspection
}) {
  const { t } = useWords()
  const [columns, setColumns] = useState(inspection.mapping.columns)
  const apply = useChange((mapping: Mapping) =>
    api('PUT /imports/:id/mapping', { params: { id: importId }, body: mapping }),
  )
  const decide = (column: Column, field: string) =>
    setColumns((before) =>
      before.map((one) => (one === column ? { ...one, field: fieldOf(field), reason: 'decided', confidence: 1 } : one)),
    )
  const changed = columns !== inspection.mapping.columns
  return (
    <section>
      <div className="section-head">
        <h2>
          {t('imports.mapping')}
          <small>{t('imports.mappingHint')}</small>
        </h2>
        <div className="end">
          <Button
            aria-disabled={!changed}
            loading={apply.isPending}
            onClick={() => changed && apply.mutate({ ...inspection.mapping, columns })}
          >
            {t('imports.applyMapping')}
          </Button>
        </div>
      </div>
      {apply.isError ? <FailureBanner error={apply.error} /> : null}
      <table className="rows columns">
        <thead>
          <tr>
            <th>{t('imports.column')}</th>
            <th>{t('imports.sample')}</th>
            <th>{t('imports.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.column}>
              <td className="who">{column.heading || t('imports.columnNumber', { number: column.column + 1 })}</td>
              <td className="small mute sample">{sampleOf(inspection, column)}</td>
              <td>
                <NativeSelect
                  aria-label={t('imports.meaningOf', { column: column.heading })}
                  value={column.field ?? 'ignored'}
                  onChange={(event) => decide(column, event.currentTarget.value)}
                  data={FIELD_WORDS.map(([value, word]) => ({ value, label: t(word satisfies WordKey) }))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function fieldOf(value: string): Column['field'] {
  return FIELD_WORDS.find(([field]) => field === value)?.[0] ?? null
}

function sampleOf(inspection: Inspection, column: Column): string {
  const cells = inspection.firstRows.map((row) => row.cells[column.column]?.trim() ?? '')
  return cells
    .filter((cell) => cell !== '')
    .slice(0, 2)
    .join(' · ')
}
