import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Preview } from '../../api-routes.ts'
import { Amount } from '../../design/amount.tsx'
import { Icon } from '../../design/icon.tsx'
import { Tag } from '../../design/tag.tsx'
import { formatPhone } from '../../format-phone.ts'
import { useWords } from '../../words.ts'

/** The message itself: the mail in a frame without any right, its plain text, the letter as its PDF, the SMS with its parts. */
export function PreviewBody({ preview, currency }: { readonly preview: Preview; readonly currency: string }) {
  const { t } = useWords()
  return (
    <>
      <dl className="envelope-facts">
        <dt>{t('preview.to')}</dt>
        <dd>
          {preview.recipientName ? <span className="strong">{preview.recipientName} </span> : null}
          {preview.channel === 'phone' || preview.channel === 'sms'
            ? formatPhone(preview.recipient)
            : preview.recipient}
        </dd>
        <dt>{t('preview.subject')}</dt>
        <dd className="voice">{preview.subject}</dd>
        <dt>{t('preview.asked')}</dt>
        <dd>
          <Amount cents={preview.totalCents} currency={currency} strong />
        </dd>
        {preview.attachments.length > 0 ? (
          <>
            <dt>{t('preview.attachments')}</dt>
            <dd>{preview.attachments.join(', ')}</dd>
          </>
        ) : null}
      </dl>
      <Findings preview={preview} />
      <Content preview={preview} />
    </>
  )
}

function Content({ preview }: { readonly preview: Preview }) {
  const { t } = useWords()
  const [shown, setShown] = useState<'mail' | 'text'>('mail')
  if (preview.pdfUrl) {
    return (
      <>
        <iframe
          className="mail-frame"
          src={`${preview.pdfUrl}#toolbar=0&navpanes=0&view=FitH`}
          title={t('preview.pdf')}
        />
        <Button component="a" href={preview.pdfUrl} target="_blank" rel="noreferrer" leftSection={<Icon name="file" />}>
          {t('preview.openPdf')}
        </Button>
      </>
    )
  }
  if (preview.channel !== 'email' || !preview.htmlUrl) {
    return (
      <>
        {preview.smsParts ? <p className="mute">{t('preview.smsParts', { count: preview.smsParts })}</p> : null}
        <p className="said">{preview.text}</p>
      </>
    )
  }
  return (
    <>
      <SegmentedControl
        value={shown}
        onChange={(value) => setShown(value === 'text' ? 'text' : 'mail')}
        data={[
          { value: 'mail', label: t('preview.mail') },
          { value: 'text', label: t('preview.text') },
        ]}
      />
      {shown === 'mail' ? (
        <iframe className="mail-frame" sandbox="" src={preview.htmlUrl} title={t('preview.mail')} />
      ) : (
        <p className="said">{preview.text}</p>
      )}
    </>
  )
}

/** What the wording guard says, in reading order; what blocks is named first by its tag. */
function Findings({ preview }: { readonly preview: Preview }) {
  const { t } = useWords()
  if (preview.findings.length === 0) return null
  return (
    <div>
      <h3>{t('preview.findings')}</h3>
      <ul className="findings">
        {preview.findings.map((finding) => (
          <li key={`${finding.ruleId} ${finding.words}`}>
            <Tag
              icon={finding.severity === 'block' ? 'cross' : 'warning'}
              mood={finding.severity === 'block' ? 'broken' : 'attention'}
            >
              {t(finding.severity === 'block' ? 'preview.blocking' : 'preview.advice')}
            </Tag>
            <span>
              <span className="voice">{t('preview.quote', { words: finding.words })}</span> {finding.reason}{' '}
              {finding.suggestion}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
