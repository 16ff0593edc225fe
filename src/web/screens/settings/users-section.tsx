import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Role } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { showDone } from '../../design/undo-toast.tsx'
import { faultsByField } from '../../field-faults.ts'
import { useChange } from '../../query.ts'
import { usersQuery } from './settings-queries.ts'

export function UsersSection({ owner }: { readonly owner: boolean }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(usersQuery)
  const [adds, setAdds] = useState(false)
  return (
    <section>
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
        <UserForm onDone={() => setAdds(false)} />
      </Sheet>
    </section>
  )
}

function UserForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { name: '', email: '', password: '', role: 'collector' as Role } })
  const add = useChange(
    (body: typeof form.values) => api('POST /users', { body }),
    (_, body) => {
      showDone(t('settings.userAdded', { name: body.name }))
      onDone()
    },
  )
  return (
    <form
      className="form"
      onSubmit={form.onSubmit((values) => add.mutate(values, { onError: (error) => form.setErrors(faultsByField(error)) }))}
    >
      <TextInput label={t('door.yourName')} required withAsterisk={false} {...form.getInputProps('name')} />
      <TextInput label={t('door.email')} type="email" required withAsterisk={false} {...form.getInputProps('email')} />
      <NativeSelect
        label={t('settings.userRole')}
        data={(['owner', 'collector', 'reader'] as const).map((value) => ({ value, label: t(`settings.roles.${value}`) }))}
        {...form.getInputProps('role')}
      />
      <PasswordInput
        label={t('settings.temporaryPassword')}
        description={t('settings.temporaryPasswordHint')}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        {...form.getInputProps('password')}
      />
      {add.isError ? <FailureBanner error={add.error} /> : null}
      <Button type="submit" variant="filled" size="md" loading={add.isPending}>
        {t('act.add')}
      </Button>
    </form>
  )
}
