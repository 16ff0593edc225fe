import { Button } from '@mantine/core'
import { Icon } from '../../design/icon.tsx'
import { AmountField, DayField } from '../../design/typed-fields.tsx'
import { useWords } from '../../words.ts'
import type { InvoiceFormState } from './invoice-values.ts'

type Props = { readonly form: InvoiceFormState; readonly today: string }

/** Contractual instalments: each has its own place on the ladder. None: the whole is due on the due date. */
export function InstalmentFields({ form, today }: Props) {
  const { t } = useWords()
  const { instalments } = form.values
  return (
    <>
      {instalments.map((instalment, at) => (
        <div key={instalment.key} className="instalment">
          <DayField
            label={t('form.instalmentRank', { rank: at + 1 })}
            today={today}
            {...form.getInputProps(`instalments.${at}.dueOn`)}
          />
          <AmountField label={t('form.amount')} {...form.getInputProps(`instalments.${at}.amount`)} />
          <button
            type="button"
            className="link"
            aria-label={t('form.removeInstalment', { rank: at + 1 })}
            onClick={() => form.removeListItem('instalments', at)}
          >
            {t('act.remove')}
          </button>
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          leftSection={<Icon name="plus" />}
          onClick={() => form.insertListItem('instalments', { key: crypto.randomUUID(), dueOn: '', amount: '' })}
        >
          {t(instalments.length === 0 ? 'form.addInstalment' : 'form.addAnother')}
        </Button>
      </div>
    </>
  )
}
