import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { faultsByField } from '../../field-faults.ts'
import { sessionQuery } from '../../query.ts'
import { signUp, useEntrance } from '../../session.ts'
import { Door } from '../../shell/door.tsx'
import { useWords } from '../../words.ts'

/** The first visit of all: who one is, and the office. Closed as soon as somebody exists. */
export function SignUpScreen() {
  const { t } = useWords()
  const session = useQuery(sessionQuery)
  const form = useForm({ initialValues: { name: '', officeName: '', email: '', password: '' } })
  const create = useEntrance(signUp)
  const submit = form.onSubmit((values) =>
    create.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  if (session.data && !session.data.signUpOpen) return <Navigate to="/today" replace />
  const plain = { required: true, withAsterisk: false }
  return (
    <Door title={t('door.signUp')} lead={t('door.signUpLead')}>
      <form className="form" onSubmit={submit}>
        <TextInput label={t('door.yourName')} autoComplete="name" {...plain} {...form.getInputProps('name')} />
        <TextInput
          label={t('door.office')}
          autoComplete="organization"
          {...plain}
          {...form.getInputProps('officeName')}
        />
        <TextInput
          label={t('door.email')}
          type="email"
          autoComplete="username"
          {...plain}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('door.password')}
          description={t('door.passwordRule')}
          autoComplete="new-password"
          minLength={12}
          {...plain}
          {...form.getInputProps('password')}
        />
        {create.isError && Object.keys(form.errors).length === 0 ? <FailureBanner error={create.error} /> : null}
        <Button type="submit" variant="filled" size="md" loading={create.isPending}>
          {t('door.create')}
        </Button>
      </form>
    </Door>
  )
}
