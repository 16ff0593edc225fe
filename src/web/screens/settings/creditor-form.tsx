import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { Creditor } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'
import { bodyOfCreditor, type CreditorValues, valuesOfCreditor } from './creditor-values.ts'
import { scenariosQuery } from './settings-queries.ts'

type Props = { readonly creditor: Creditor | null; readonly onDone: (creditorId: string) => void }
type Form = ReturnType<typeof useForm<CreditorValues>>

/** Who invoices: created on the first run, completed later. The name alone is asked for; the rest is checked at its field. */
export function CreditorForm({ creditor, onDone }: Props) {
  const { t } = useWords()
  const form = useForm({ initialValues: valuesOfCreditor(creditor) })
  const save = useChange(
    (values: CreditorValues) =>
      creditor
        ? api('PATCH /creditors/:id', { params: { id: creditor.creditorId }, body: bodyOfCreditor(values) })
        : api('POST /creditors', { body: bodyOfCreditor(values) }),
    (saved: Creditor) => onDone(saved.creditorId),
  )
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Identity form={form} />
      <Money form={form} />
      <Contact form={form} />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <div className="form-end">
        <Button type="submit" variant="filled" size="md" loading={save.isPending}>
          {t('creditor.save')}
        </Button>
      </div>
    </form>
  )
}

function Identity({ form }: { readonly form: Form }) {
  const { t } = useWords()
  return (
    <>
      <div className="form-row">
        <TextInput label={t('creditor.name')} required withAsterisk={false} {...form.getInputProps('name')} />
        <TextInput label={t('creditor.legalForm')} placeholder="SARL" {...form.getInputProps('legalForm')} />
      </div>
      <div className="form-row">
        <TextInput
          label={t('creditor.siren')}
          description={t('creditor.sirenHint')}
          inputMode="numeric"
          {...form.getInputProps('siren')}
        />
        <TextInput label={t('creditor.vatNumber')} {...form.getInputProps('vatNumber')} />
      </div>
      <div className="form-row">
        <TextInput label={t('creditor.rcsCity')} {...form.getInputProps('rcsCity')} />
        <TextInput label={t('creditor.capital')} inputMode="decimal" {...form.getInputProps('capital')} />
      </div>
      <Textarea label={t('creditor.addressLines')} rows={2} {...form.getInputProps('addressLines')} />
      <div className="form-row">
        <TextInput label={t('creditor.postcode')} inputMode="numeric" {...form.getInputProps('postcode')} />
        <TextInput label={t('creditor.city')} {...form.getInputProps('city')} />
      </div>
    </>
  )
}

function Money({ form }: { readonly form: Form }) {
  const { t } = useWords()
  const scenarios = useQuery(scenariosQuery)
  const language = currentLanguage()
  return (
    <>
      <fieldset>
        <legend>{t('creditor.payment')}</legend>
        <div className="form-row">
          <TextInput label={t('creditor.iban')} autoComplete="off" {...form.getInputProps('iban')} />
          <TextInput label={t('creditor.bic')} autoComplete="off" {...form.getInputProps('bic')} />
        </div>
        <TextInput label={t('creditor.accountHolder')} {...form.getInputProps('accountHolder')} />
      </fieldset>
      <fieldset>
        <legend>{t('creditor.terms')}</legend>
        <div className="form-row">
          <TextInput label={t('creditor.paymentTerms')} inputMode="numeric" {...form.getInputProps('paymentTerms')} />
          <TextInput
            label={t('creditor.penaltyRate')}
            description={t('creditor.penaltyRateHint')}
            inputMode="decimal"
            {...form.getInputProps('penaltyRate')}
          />
        </div>
        <div className="form-row">
          <NativeSelect
            label={t('creditor.chargesDefault')}
            data={(['claim', 'reserve', 'waive'] as const).map((value) => ({ value, label: t(`charges.${value}`) }))}
            {...form.getInputProps('chargesDefault')}
          />
          <NativeSelect
            label={t('creditor.scenario')}
            data={(scenarios.data?.items ?? []).map((one) => ({ value: one.code, label: one.name[language] }))}
            {...form.getInputProps('scenarioCode')}
          />
        </div>
      </fieldset>
    </>
  )
}

function Contact({ form }: { readonly form: Form }) {
  const { t } = useWords()
  return (
    <fieldset>
      <legend>{t('creditor.contact')}</legend>
      <div className="form-row">
        <TextInput label={t('creditor.signatoryName')} {...form.getInputProps('signatoryName')} />
        <TextInput label={t('creditor.signatoryRole')} {...form.getInputProps('signatoryRole')} />
      </div>
      <div className="form-row">
        <TextInput label={t('creditor.phone')} type="tel" {...form.getInputProps('phone')} />
        <TextInput label={t('creditor.email')} type="email" {...form.getInputProps('email')} />
      </div>
    </fieldset>
  )
}
