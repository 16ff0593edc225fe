import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { DEBTOR_KINDS, type DebtorKind, type Language } from '../../../domain/party.ts'
import { api } from '../../api.ts'
import type { CaseFile } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

type Debtor = CaseFile['debtor']
type Props = {
  readonly creditorId: string
  readonly debtor: Debtor | null
  readonly onDone: (debtorId: string) => void
}

function valuesOf(debtor: Debtor | null) {
  return {
    name: debtor?.name ?? '',
    kind: DEBTOR_KINDS.find((one) => one === debtor?.kind) ?? ('company' as DebtorKind),
    siren: debtor?.siren ?? '',
    reference: debtor?.reference ?? '',
    language: (debtor?.language === 'en' ? 'en' : 'fr') as Language,
    addressLines: debtor?.addressLines.join('\n') ?? '',
    postcode: debtor?.postcode ?? '',
    city: debtor?.city ?? '',
  }
}
type Values = ReturnType<typeof valuesOf>

/** Who owes: the kind decides the texts and the charges, so it is asked first of all after the name. */
export function DebtorForm({ creditorId, debtor, onDone }: Props) {
  const { t } = useWords()
  const form = useForm<Values>({ initialValues: valuesOf(debtor) })
  const save = useChange(
    async (values: Values) => {
      const body = bodyOf(values)
      if (!debtor) return (await api('POST /debtors', { body: { ...body, creditorId } })).debtorId
      await api('PATCH /debtors/:id', { params: { id: debtor.debtorId }, body })
      return debtor.debtorId
    },
    (debtorId) => onDone(debtorId),
  )
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <TextInput
        label={t('form.debtorName')}
        required
        withAsterisk={false}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <div className="form-row">
        <NativeSelect
          label={t('form.debtorKind')}
          data={DEBTOR_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput label={t('creditor.siren')} inputMode="numeric" {...form.getInputProps('siren')} />
      </div>
      <div className="form-row">
        <TextInput label={t('form.debtorReference')} {...form.getInputProps('reference')} />
        <NativeSelect
          label={t('form.language')}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          {...form.getInputProps('language')}
        />
      </div>
      <Textarea label={t('creditor.addressLines')} rows={2} {...form.getInputProps('addressLines')} />
      <div className="form-row">
        <TextInput label={t('creditor.postcode')} inputMode="numeric" {...form.getInputProps('postcode')} />
        <TextInput label={t('creditor.city')} {...form.getInputProps('city')} />
      </div>
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={save.isPending}>
        {t('form.saveDebtor')}
      </Button>
    </form>
  )
}

function bodyOf({ addressLines, siren, reference, name, postcode, city, ...rest }: Values) {
  return {
    ...rest,
    name: name.trim(),
    postcode: postcode.trim(),
    city: city.trim(),
    siren: siren.trim() || null,
    reference: reference.trim() || null,
    addressLines: addressLines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }
}
