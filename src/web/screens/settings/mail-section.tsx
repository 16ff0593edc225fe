import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { MailAccount } from '../../api-routes.ts'
import { Banner } from '../../design/banner.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'

const mailQuery = (creditorId: string) =>
  queryOptions({
    queryKey: ['mail-account', creditorId],
    queryFn: ({ signal }) => api('GET /creditors/:id/mail-account', { params: { id: creditorId }, signal }),
  })

/** From where the messages of a creditor leave; the test really connects. */
export function MailSection({ creditorId }: { readonly creditorId: string }) {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(mailQuery(creditorId))
  return (
    <section>
      <h2>{t('settings.mail')}</h2>
      <p className="small mute">{t('settings.mailLead')}</p>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      {data && !data.account ? (
        <Banner icon="mail" mood="attention">
          {t('settings.mailNone')}
        </Banner>
      ) : null}
      {data ? <MailForm creditorId={creditorId} account={data.account} /> : null}
      {data?.account ? <MailTest creditorId={creditorId} /> : null}
    </section>
  )
}

function valuesOf(account: MailAccount | null) {
  return {
    fromName: account?.fromName ?? '',
    fromEmail: account?.fromEmail ?? '',
    replyTo: account?.replyTo ?? '',
    host: account?.host ?? '',
    port: String(account?.port ?? 587),
    security: account?.security ?? ('starttls' as const),
    user: account?.user ?? '',
    password: '',
  }
}
type Values = ReturnType<typeof valuesOf>

function bodyOf({ replyTo, user, password, port, ...rest }: Values) {
  return {
    ...rest,
    port: Number(port),
    replyTo: replyTo || null,
    user: user || null,
    ...(password ? { password } : {}),
  }
}

function MailForm({ creditorId, account }: { readonly creditorId: string; readonly account: MailAccount | null }) {
  const { t } = useWords()
  const form = useForm<Values>({ initialValues: valuesOf(account) })
  const save = useChange(
    (values: Values) => api('PUT /creditors/:id/mail-account', { params: { id: creditorId }, body: bodyOf(values) }),
    () => showDone(t('settings.saved')),
  )
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form mail-form" onSubmit={submit} noValidate>
      <TextInput label={t('settings.fromName')} {...form.getInputProps('fromName')} />
      <TextInput label={t('settings.fromEmail')} type="email" {...form.getInputProps('fromEmail')} />
      <TextInput label={t('settings.replyTo')} type="email" {...form.getInputProps('replyTo')} />
      <TextInput label={t('settings.host')} {...form.getInputProps('host')} />
      <div className="form-row">
        <NativeSelect
          label={t('settings.secure')}
          data={[
            { value: 'starttls', label: t('settings.secureStart') },
            { value: 'tls', label: t('settings.secureTls') },
            { value: 'none', label: t('settings.secureNone') },
          ]}
          {...form.getInputProps('security')}
        />
        <TextInput label={t('settings.port')} inputMode="numeric" {...form.getInputProps('port')} />
      </div>
      <TextInput label={t('settings.user')} autoComplete="off" {...form.getInputProps('user')} />
      <PasswordInput
        label={t('settings.password')}
        description={account ? t('settings.passwordKept') : undefined}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      {save.isError ? <FailureBanner error={save.error} /> : null}
      <Button type="submit" size="md" loading={save.isPending}>
        {t('settings.saveMail')}
      </Button>
    </form>
  )
}

function MailTest({ creditorId }: { readonly creditorId: string }) {
  const { t } = useWords()
  const test = useChange(() => api('POST /creditors/:id/mail-account/tests', { params: { id: creditorId } }))
  return (
    <div className="mail-test">
      <Button variant="subtle" loading={test.isPending} onClick={() => test.mutate(undefined)}>
        {t('settings.testMail')}
      </Button>
      {test.isSuccess ? (
        <Banner icon="check" mood="good">
          {t('settings.testOk')}
        </Banner>
      ) : null}
      {test.isError ? <FailureBanner error={test.error} /> : null}
    </div>
  )
}
