import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { sessionQuery } from '../../query.ts'
import { signIn, useEntrance } from '../../session.ts'
import { Door } from '../../shell/door.tsx'
import { useWords } from '../../words.ts'

const route = getRouteApi('/sign-in')

export function SignInScreen() {
  const { t } = useWords()
  const { back } = route.useSearch()
  const session = useQuery(sessionQuery)
  const form = useForm({ initialValues: { email: '', password: '' } })
  const enter = useEntrance(signIn, back)
  if (session.data?.signUpOpen) return <Navigate to="/sign-up" replace />
  return (
    <Door title={t('door.signIn')} lead={t('door.signInLead')}>
      <form className="form" onSubmit={form.onSubmit((values) => enter.mutate(values))}>
        <TextInput
          label={t('door.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('door.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        {enter.isError ? <FailureBanner error={enter.error} /> : null}
        <Button type="submit" variant="filled" size="md" loading={enter.isPending}>
          {t('door.signIn')}
        </Button>
      </form>
    </Door>
  )
}
