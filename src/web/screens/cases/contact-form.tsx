import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { CONTACT_ROLES, type ContactRole } from '../../../domain/party.ts'
import { api } from '../../api.ts'
import type { ContactRow } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

type Props = { readonly debtorId: string; readonly contact: ContactRow | null; readonly onDone: () => void }
type Values = { name: string; salutation: string; role: ContactRole; email: string; phone: string; mobile: string }

/** A person at the debtor's. Refused addresses are said by the API at their field. */
export function ContactForm({ debtorId, contact, onDone }: Props) {
  const { t } = useWords()
  const form = useForm<Values>({
    initialValues: {
      name: contact?.name ?? '',
      salutation: contact?.salutation ?? '',
      role: CONTACT_ROLES.find((one) => one === contact?.role) ?? 'accounts_payable',
      email: contact?.email ?? '',
      phone: contact?.phone ?? '',
      mobile: contact?.mobile ?? '',
    },
  })
  const save = useChange((values: Values) => {
    const { role, ...texts } = values
    const body = {
      role,
      ...Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text.trim() || null])),
    }
    return contact
      ? api('PATCH /contacts/:id', { params: { id: contact.contactId }, body })
      : api('POST /debtors/:id/contacts', { params: { id: debtorId }, body })
  }, onDone)
  const remove = useChange(() => api('DELETE /contacts/:id', { params: { id: contact?.contactId ?? '' } }), onDone)
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <div className="form-row">
        <NativeSelect
          label={t('form.salutation')}
          data={[{ value: '', label: t('salutation.none') }, 'Madame', 'Monsieur', 'Maître']}
          {...form.getInputProps('salutation')}
        />
        <TextInput label={t('form.contactName')} data-autofocus {...form.getInputProps('name')} />
      </div>
      <NativeSelect
        label={t('form.role')}
        data={CONTACT_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        {...form.getInputProps('role')}
      />
      <TextInput label={t('door.email')} type="email" {...form.getInputProps('email')} />
      <div className="form-row">
        <TextInput label={t('creditor.phone')} type="tel" {...form.getInputProps('phone')} />
        <TextInput label={t('form.mobile')} type="tel" {...form.getInputProps('mobile')} />
      </div>
      {save.isError ? <FailureBanner error={save.error} /> : null}
      {remove.isError ? <FailureBanner error={remove.error} /> : null}
      <div className="form-end">
        <Button type="submit" variant="filled" size="md" loading={save.isPending}>
          {t('form.saveContact')}
        </Button>
        {contact ? (
          <Button size="md" variant="subtle" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('form.removeContact')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
