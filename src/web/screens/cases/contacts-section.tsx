import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ContactRow } from '../../api-routes.ts'
import { Icon } from '../../design/icon.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Tag } from '../../design/tag.tsx'
import { formatPhone } from '../../format-phone.ts'
import { useWords } from '../../words.ts'
import { ContactForm } from './contact-form.tsx'

type Props = { readonly debtorId: string; readonly contacts: readonly ContactRow[] }

export function ContactsSection({ debtorId, contacts }: Props) {
  const { t } = useWords()
  const [edited, setEdited] = useState<ContactRow | 'new' | null>(null)
  return (
    <section>
      <div className="section-head">
        <h2>{t('case.contacts')}</h2>
        <div className="end">
          <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={() => setEdited('new')}>
            {t('act.add')}
          </Button>
        </div>
      </div>
      {contacts.length === 0 ? <p className="mute">{t('case.noContact')}</p> : null}
      <ul className="people">
        {contacts.map((contact) => (
          <li key={contact.contactId}>
            <span>
              <b>{[contact.salutation, contact.name].filter(Boolean).join(' ') || contact.email}</b>
              {', '}
              {roleWord(contact.role)}
              <br />
              <span className="mute">{contact.email}</span>{' '}
              {contact.emailRefusedOn ? (
                <Tag icon="cross" mood="broken">
                  {t('case.emailRefused')}
                </Tag>
              ) : null}
            </span>
            <span className="number">
              {contact.phone ? formatPhone(contact.phone) : null}
              <br />
              {contact.mobile ? formatPhone(contact.mobile) : null}{' '}
              <button type="button" className="link" onClick={() => setEdited(contact)}>
                {t('act.edit')}
                <span className="unseen"> {contact.name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <Sheet
        title={t(edited === 'new' ? 'form.contactTitle' : 'form.contactEdit')}
        opened={edited !== null}
        onClose={() => setEdited(null)}
      >
        {edited ? (
          <ContactForm debtorId={debtorId} contact={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />
        ) : null}
      </Sheet>
    </section>
  )

  function roleWord(role: string): string {
    const known = ['accounts_payable', 'treasurer', 'executive', 'decision_maker', 'buyer', 'other'] as const
    return t(`role.${known.find((one) => one === role) ?? 'other'}`).toLowerCase()
  }
}
