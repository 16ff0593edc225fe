import { Button, Menu } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CaseFile } from '../../api-routes.ts'
import { Icon } from '../../design/icon.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Shortcut } from '../../design/shortcut.tsx'
import { useWords, type WordKey } from '../../words.ts'
import { DebtorForm } from '../entry/debtor-form.tsx'
import { CreditForm } from './credit-form.tsx'
import { HoldForm } from './hold-form.tsx'
import { SendNowForm } from './send-now-form.tsx'

type Act = 'payment' | 'creditNote' | 'pause' | 'promise' | 'dispute' | 'insolvency' | 'send' | 'debtor'

const TITLES: Record<Act, WordKey> = {
  payment: 'form.payment',
  creditNote: 'form.creditNote',
  pause: 'form.pauseTitle',
  promise: 'form.promiseTitle',
  dispute: 'form.disputeTitle',
  insolvency: 'form.insolvencyTitle',
  send: 'form.sendTitle',
  debtor: 'form.debtorEdit',
}

/** Every act on a case, one click away; each opens a sheet beside the page. */
export function CaseActs({ file, today }: { readonly file: CaseFile; readonly today: string }) {
  const { t } = useWords()
  const [act, setAct] = useState<Act | null>(null)
  const close = () => setAct(null)
  useHotkeys([
    ['e', () => setAct('payment')],
    ['p', () => setAct('pause')],
    ['m', () => setAct('send')],
  ])
  return (
    <div className="case-acts">
      <Button leftSection={<Icon name="euro" />} onClick={() => setAct('payment')}>
        {t('case.pay')} <Shortcut keys="E" />
      </Button>
      <Button leftSection={<Icon name="pause" />} onClick={() => setAct('pause')}>
        {t('case.pause')} <Shortcut keys="P" />
      </Button>
      <Button leftSection={<Icon name="mail" />} onClick={() => setAct('send')}>
        {t('case.write')} <Shortcut keys="M" />
      </Button>
      <MoreActs file={file} onAct={setAct} />
      <Sheet title={act ? t(TITLES[act]) : ''} opened={act !== null} onClose={close}>
        {act ? <ActForm act={act} file={file} today={today} onDone={close} /> : null}
      </Sheet>
    </div>
  )
}

function MoreActs({ file, onAct }: { readonly file: CaseFile; readonly onAct: (act: Act) => void }) {
  const { t } = useWords()
  return (
    <Menu>
      <Menu.Target>
        <Button aria-label={t('act.other')}>
          <Icon name="dots" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAct('promise')}>{t('form.promiseTitle')}</Menu.Item>
        <Menu.Item onClick={() => onAct('dispute')}>{t('form.disputeTitle')}</Menu.Item>
        <Menu.Item onClick={() => onAct('insolvency')}>{t('form.insolvencyTitle')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onAct('creditNote')}>{t('case.creditNote')}</Menu.Item>
        <Menu.Item component={Link} to={`/entry?debtorId=${file.debtor.debtorId}`}>
          {t('case.addInvoice')}
        </Menu.Item>
        <Menu.Item onClick={() => onAct('debtor')}>{t('case.editDebtor')}</Menu.Item>
        <Menu.Item onClick={() => window.print()}>{t('case.print')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type FormProps = { readonly act: Act; readonly file: CaseFile; readonly today: string; readonly onDone: () => void }

function ActForm({ act, file, today, onDone }: FormProps) {
  if (act === 'payment' || act === 'creditNote')
    return <CreditForm kind={act} file={file} today={today} onDone={onDone} />
  if (act === 'send') return <SendNowForm file={file} onDone={onDone} />
  if (act === 'debtor') return <DebtorForm creditorId={file.creditor.creditorId} debtor={file.debtor} onDone={onDone} />
  return <HoldForm kind={act} file={file} today={today} onDone={onDone} />
}
