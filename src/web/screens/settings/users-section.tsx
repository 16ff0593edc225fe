import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { Role } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { faultsByField } from '../../field-faults.ts'
import { dayOfInstant } from '../../format-day.ts'
import { useChange } from '../../query.ts'
import { useWords } from '../../words.ts'
import { usersQuery } from './settings-queries.ts'

export function UsersSection({ owner }: { readonly owner: boolean }) {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(usersQuery)
  const [adds, setAdds] = useState(false)
  return (
    <section className="settings-list">
      <div className="section-head">
        <h2>{t('settings.users')}</h2>
        {owner ? (
          <div className="end">
            <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={() => setAdds(true)}>
              {t('settings.addUser')}
            </Button>
          </div>
        ) : null}
      </div>
      {error ? <FailureBanner error={error} onRetry={refetch} /> : null}
      <table className="rows">
        <tbody>
          {data?.invited.map((one) => (
            <tr key={one.email}>
              <td>
                <span className="who">{one.email}</span>
                <span className="second">{t('settings.invited', { on: dayOfInstant(one.expiresAt) })}</span>
              </td>
              <td className="number mute">{t(`settings.roles.${one.role}`)}</td>
            </tr>
          ))}
          {data?.items.map((user) => (
            <tr key={user.userId}>
              <td>
                <span className="who">{user.name}</span>
                <span className="second">{user.email}</span>
              </td>
              <td className="number">{t(`settings.roles.${user.role}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Sheet title={t('settings.addUser')} opened={adds} onClose={() => setAdds(false)}>
        <UserForm />
      </Sheet>
    </section>
  )
}

/** The link is the invitation: shown once, given by hand, so that no mail account is needed to begin. */
function UserForm() {
  const { t } = useWords()
  const form = useForm({ initialValues: { email: '', role: 'collector' as Role } })
  const invite = useChange((body: typeof form.values) => api('POST /users', { body }))
  const submit = form.onSubmit((values) =>
    invite.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }),
  )
  if (invite.data) {
    return (
      <>
        <p>{t('settings.inviteLinkHint')}</p>
        <TextInput label={t('settings.inviteLink')} readOnly value={`${window.location.origin}${invite.data.path}`} />
      </>
    )
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <TextInput label={t('door.email')} type="email" data-autofocus {...form.getInputProps('email')} />
      <NativeSelect
        label={t('settings.userRole')}
        data={(['owner', 'collector', 'reader'] as const).map((value) => ({
          value,
          label: t(`settings.roles.${value}`),
        }))}
        {...form.getInputProps('role')}
      />
      {invite.isError ? <FailureBanner error={invite.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={invite.isPending}>
        {t('settings.invite')}
      </Button>
    </form>
  )
}
