import type { Composed } from '../../domain/composed.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { smsLength } from '../../domain/sms.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { fileRoute, officeRoute, type Route } from '../../platform/http/route.ts'
import { type ComposeServices, composeAction } from './compose-action.ts'
import { ActionParams, type Preview, PreviewShape } from './contract.ts'

export type ComposeRouteServices = ComposeServices & { readonly clock: () => Date }

/** The exact preview of an act: written by the same function as what leaves. */
export function composeRoutes(services: ComposeRouteServices): readonly Route[] {
  const compose = (tx: Tx, tenantId: string, actionId: string) =>
    composeAction(tx, services, tenantId, actionId, todayInParis(services.clock()))
  return [previewRoute(compose), ...fileRoutes(compose)]
}

type Compose = (tx: Tx, tenantId: string, actionId: string) => Promise<Outcome<Composed>>

function previewRoute(compose: Compose): Route {
  return officeRoute({
    method: 'GET',
    path: '/actions/:id/preview',
    summary: 'Exactly what would leave now, with what the wording guard says of it.',
    role: 'reader',
    params: ActionParams,
    answer: PreviewShape,
    handle: async ({ tx, caller, params }) => {
      const composed = await compose(tx, caller.tenantId, params.id)
      return composed.ok ? accept(previewOf(params.id, composed.value)) : composed
    },
  })
}

function fileRoutes(compose: Compose): readonly Route[] {
  return [
    fileRoute({
      method: 'GET',
      path: '/actions/:id/preview.html',
      summary: 'The e-mail of an act as its reader sees it, in a frame without rights.',
      role: 'reader',
      mediaType: 'text/html',
      params: ActionParams,
      handle: async ({ tx, caller, params }) => {
        const composed = await compose(tx, caller.tenantId, params.id)
        if (!composed.ok) return composed
        if (composed.value.channel !== 'email') return refuse('not_an_email', { actionId: params.id })
        const bytes = Buffer.from(composed.value.html, 'utf8')
        return accept({ bytes, mediaType: 'text/html', fileName: 'apercu.html', shown: 'frame' as const })
      },
    }),
    fileRoute({
      method: 'GET',
      path: '/actions/:id/preview.pdf',
      summary: 'The letter of an act as it will be printed.',
      role: 'reader',
      mediaType: 'application/pdf',
      params: ActionParams,
      handle: async ({ tx, caller, params }) => {
        const composed = await compose(tx, caller.tenantId, params.id)
        if (!composed.ok) return composed
        if (!('pdf' in composed.value)) return refuse('not_a_letter', { actionId: params.id })
        return accept({
          bytes: composed.value.pdf,
          mediaType: 'application/pdf',
          fileName: 'courrier.pdf',
          shown: 'inline' as const,
        })
      },
    }),
  ]
}

function previewOf(actionId: string, composed: Composed): Preview {
  const address = `/api/v1/actions/${actionId}/preview`
  return {
    ...receiverOf(composed),
    channel: composed.channel,
    subject: composed.subject,
    text: composed.text,
    htmlUrl: composed.channel === 'email' ? `${address}.html` : null,
    pdfUrl: 'pdf' in composed ? `${address}.pdf` : null,
    smsParts: composed.channel === 'sms' ? smsLength(composed.text).parts : null,
    attachments: composed.channel === 'email' ? composed.attachments.map((one) => one.filename) : [],
    findings: composed.findings.map(({ rule, severity, words, reason, suggestion }) => ({
      ruleId: rule,
      severity,
      words,
      reason,
      suggestion,
    })),
    totalCents: composed.totalCents,
  }
}

function receiverOf(composed: Composed): Pick<Preview, 'recipient' | 'recipientName'> {
  if (composed.channel === 'email') return { recipient: composed.to.address, recipientName: composed.to.name }
  if ('pdf' in composed) return { recipient: composed.address.join(', '), recipientName: composed.recipientName }
  return { recipient: composed.recipient, recipientName: null }
}
