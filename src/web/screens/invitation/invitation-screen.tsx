import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { Banner } from '../../design/banner.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { signIn, useEntrance } from '../../session.ts'
import { Door } from '../../shell/door.tsx'
import { useWords } from '../../words.ts'

const route = getRouteApi('/invitation/$token')

/** Somebody invited chooses a name and a password, and is in. */
export function InvitationScreen() {
  const { t } = useWords()
  const { token } = route.useParams()
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api('GET /invitations/:token', { params: { token }, signal }),
  })
  if (error) {
    return (
      <Door title={t('app.name')} lead="">
        <Banner icon="cross" mood="broken" alert>
          {t('door.unknownInvitation')}
        </Banner>
      </Door>
    )
  }
  if (!data) return null
  const lead = t('door.joinLead', { role: t(`settings.roles.${data.role}`).toLowerCase(), email: data.email })
  return (
    <Door title={t('door.join', { office: data.officeName })} lead={lead}>
      <JoinForm token={token} />
    </Door>
  )
}

function JoinForm({ token }: { readonly token: string }) {
  const { t } = useWords()
  const form = useForm({ initialValues: { name: '', password: '' } })
  const join = useEntrance(async (body: typeof form.values) => {
    const { email } = await api('POST /invitations/:token/acceptances', { params: { token }, body })
    return signIn({ email, password: body.password })
  })
  const submit = form.onSubmit((values) =>
    join.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('door.yourName')}
        autoComplete="name"
        required
        withAsterisk={false}
        {...form.getInputProps('name')}
      />
      <PasswordInput
        label={t('door.password')}
        description={t('door.passwordRule')}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        {...form.getInputProps('password')}
      />
      {join.isError ? <FailureBanner error={join.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={join.isPending}>
        {t('door.joinAct')}
      </Button>
    </form>
  )
}
