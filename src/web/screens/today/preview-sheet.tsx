import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ActionRow } from '../../api-routes.ts'
import { FailureBanner } from '../../design/failure-banner.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Shortcut } from '../../design/shortcut.tsx'
import { useWords } from '../../words.ts'
import { PreviewBody } from './preview-body.tsx'
import { previewQuery } from './today-queries.ts'
import type { Approval } from './use-approval.tsx'

type Props = {
  readonly rows: readonly ActionRow[]
  readonly at: number | null
  readonly onGo: (at: number | null) => void
  readonly approval: Approval | null
}

/** Each message exactly as it will leave, one after the other. */
export function PreviewSheet({ rows, at, onGo, approval }: Props) {
  const { t } = useWords()
  const row = at === null ? undefined : rows[at]
  const go = (step: number) => at !== null && onGo(Math.max(0, Math.min(rows.length - 1, at + step)))
  useHotkeys([
    ['ArrowRight', () => go(1)],
    ['ArrowLeft', () => go(-1)],
  ])
  return (
    <Sheet
      wide
      opened={row !== undefined}
      onClose={() => onGo(null)}
      title={row ? `${row.debtorName} · ${t('preview.position', { at: (at ?? 0) + 1, total: rows.length })}` : ''}
    >
      {row ? (
        <OnePreview key={row.actionId} row={row} approval={approval} onGo={go} last={at === rows.length - 1} />
      ) : null}
    </Sheet>
  )
}

type OneProps = {
  readonly row: ActionRow
  readonly approval: Approval | null
  readonly onGo: (step: number) => void
  readonly last: boolean
}

function OnePreview({ row, approval, onGo, last }: OneProps) {
  const { t } = useWords()
  const { data: preview, error } = useQuery(previewQuery(row.actionId))
  const blocked = preview?.findings.some((finding) => finding.severity === 'block') ?? true
  return (
    <>
      {approval ? (
        <div className="form-end">
          <Button
            variant="filled"
            aria-disabled={blocked}
            loading={approval.isPending}
            onClick={() => !blocked && approval.approve([row])}
          >
            {t(last ? 'preview.approveOne' : 'preview.approveNext')}
          </Button>
          <Button onClick={() => approval.refuse([row])}>{t('today.refuse')}</Button>
          <Button variant="subtle" onClick={() => onGo(-1)}>
            {t('act.previous')} <Shortcut keys="←" />
          </Button>
          <Button variant="subtle" onClick={() => onGo(1)}>
            {t('act.next')} <Shortcut keys="→" />
          </Button>
        </div>
      ) : null}
      {approval?.error ? <FailureBanner error={approval.error} /> : null}
      {error ? <FailureBanner error={error} /> : null}
      {preview ? <PreviewBody preview={preview} currency={row.currency} /> : null}
      {!preview && !error ? <p className="waiting">{t('wait')}</p> : null}
    </>
  )
}
