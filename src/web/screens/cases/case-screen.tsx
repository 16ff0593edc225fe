import './cases.css'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { DEBTOR_KINDS } from '../../../domain/party.ts'
import type { CaseFile } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Icon } from '../../design/icon.tsx'
import { formatSiren } from '../../format-identifier.ts'
import { sessionQuery } from '../../query.ts'
import { currentLanguage, useWords } from '../../words.ts'
import { CaseActs } from './case-acts.tsx'
import { caseQuery } from './case-queries.ts'
import { ContactsSection } from './contacts-section.tsx'
import { EntriesSection } from './entries-section.tsx'
import { HoldsSection } from './holds-section.tsx'
import { InvoicesSection } from './invoices-section.tsx'
import { NextStep } from './next-step.tsx'
import { Timeline } from './timeline.tsx'

const route = getRouteApi('/office/cases/$caseId')

/** One debtor: who owes what, since when, what was done, what comes next and why. */
export function CaseScreen() {
  const { t } = useWords()
  const { caseId } = route.useParams()
  const { data: file, error, refetch } = useQuery(caseQuery(caseId))
  const today = useQuery(sessionQuery).data?.today
  if (error) return <FailureBanner error={error} onRetry={refetch} />
  if (!file || !today) return <p className="waiting">{t('wait')}</p>
  return (
    <>
      <p className="crumb">
        <Link to="/cases">{t('cases.title')}</Link>
        <Icon name="chevronRight" />
        <span>{file.debtor.name}</span>
      </p>
      <div className="case-head">
        <div>
          <h1>{file.debtor.name}</h1>
          <Meta file={file} />
        </div>
        <CaseActs file={file} today={today} />
      </div>
      <Figures file={file} />
      <div className="sides case-sides">
        <div>
          <NextStep file={file} today={today} />
          <HoldsSection holds={file.holds} invoices={file.account.invoices} />
          <InvoicesSection file={file} today={today} />
          <EntriesSection file={file} today={today} />
          <ContactsSection debtorId={file.debtor.debtorId} contacts={file.contacts} />
        </div>
        <Timeline file={file} today={today} />
      </div>
    </>
  )
}

function Meta({ file }: { readonly file: CaseFile }) {
  const { t } = useWords()
  const { debtor, scenario } = file
  const parts = [
    t(`kind.${DEBTOR_KINDS.find((one) => one === debtor.kind) ?? 'company'}`),
    debtor.siren ? t('case.siren', { siren: formatSiren(debtor.siren) }) : null,
    debtor.reference,
    debtor.city || null,
    file.creditor.name,
  ]
  return (
    <p className="case-meta">
      {parts.map((part) => (part ? <span key={part}>{part}</span> : null))}
      <Link to="/scenarios/$code" params={{ code: scenario.code }}>
        {t('case.scenario', { name: scenario.name[currentLanguage()], version: scenario.version })}
      </Link>
    </p>
  )
}

function Figures({ file }: { readonly file: CaseFile }) {
  const { t } = useWords()
  const { currency } = file
  const overdue = file.account.invoices.filter((one) => one.openCents > 0 && one.cancelledAt === null)
  return (
    <dl className="figures band">
      <div className="main">
        <dt>{t('case.dueToday')}</dt>
        <dd>
          <Amount cents={file.overdueCents + file.chargesCents} currency={currency} />
        </dd>
      </div>
      <div>
        <dt>{t('case.overdueInvoices')}</dt>
        <dd>
          <Amount cents={file.overdueCents} currency={currency} />
          <span className="second">{t('case.openInvoices', { count: overdue.length })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('case.charges')}</dt>
        <dd>
          <Amount cents={file.chargesCents} currency={currency} />
        </dd>
      </div>
      <div>
        <dt>{t('case.toCome')}</dt>
        <dd>
          <Amount cents={file.toComeCents} currency={currency} />
        </dd>
      </div>
      {file.unallocatedCents > 0 ? (
        <div>
          <dt>{t('case.credit')}</dt>
          <dd>
            <Amount cents={file.unallocatedCents} currency={currency} />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
