import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import { searchText } from '../domain/search-text.ts'
import { prepareByHand } from '../flow/dispatch/prepare-by-hand.ts'
import { printLetters } from '../flow/dispatch/print-letters.ts'
import { lettersToPrint } from '../flow/dispatch/queries.ts'
import { todayInParis } from '../platform/clock.ts'
import { inTenant } from '../platform/db.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Services } from '../services.ts'
import { dispatchServices } from '../worker.ts'
import type { Command } from './command.ts'
import { inOffice, OFFICE_OPTION } from './office.ts'
import { refusingOptions, required } from './read-options.ts'
import { sayCount, sayReason } from './say-reason.ts'

/** `amiable letters`: writes today's approved letters, one PDF each, and all of them in one PDF in the order to fold. */
export const command: Command = {
  summary: 'Écrit les lettres du jour en PDF, une par une et en un seul fichier à imprimer',
  usage: 'letters --out DOSSIER [--duplex] [--office NOM]',
  examples: [
    'amiable letters --out ./courriers',
    'amiable letters --out ./courriers --duplex',
    'amiable letters --out ./courriers --json',
  ],
  options: { out: { type: 'string' }, duplex: { type: 'boolean' }, ...OFFICE_OPTION },
  run: (context, { values }) =>
    refusingOptions(async () => {
      const folder = resolve(required(values, 'out', (text) => text || null, 'le dossier où écrire les PDF'))
      return inOffice(context, values, async (services, { tenantId }) => {
        const on = todayInParis(context.clock())
        const { prepared, failed, held } = await prepareByHand(dispatchServices(services, context.clock), tenantId)
        const printed = await writeLetters(services, tenantId, on, folder, values.duplex === true)
        context.answer({ on, folder, ...printed, prepared, failed, held }, describe(folder, printed, held))
        if (failed > 0)
          context.say(
            `${sayCount(failed, 'acte ne peut', 'actes ne peuvent')} pas s’écrire\u00a0: voyez «\u00a0À trier\u00a0» dans Aujourd’hui.`,
          )
        return failed > 0 ? 1 : 0
      })
    }, context.refuse),
}

type Letter = {
  readonly file: string
  readonly deliveryId: string
  readonly caseId: string
  readonly recipient: string
  readonly channel: 'post' | 'registered'
  readonly totalCents: number
}
type Printed = { readonly letters: readonly Letter[]; readonly batch: string | null }

/** The archived pages themselves, in the order of the batch: what is printed is what is kept. */
async function writeLetters(
  { db, documents }: Services,
  tenantId: string,
  on: Day,
  folder: string,
  duplex: boolean,
): Promise<Printed> {
  return inTenant(db, tenantId, async (tx) => {
    const order = await lettersToPrint(tx, tenantId, on)
    const { rows } = await sql<Omit<Letter, 'file'> & { sha256: string }>`
      select m.content_sha256 as sha256, d.delivery_id as "deliveryId", a.case_id as "caseId", m.recipient_name as recipient, d.channel,
             m.total_cents::bigint as "totalCents"
      from delivery d
      join message m on m.tenant_id = d.tenant_id and m.message_id = d.message_id
      join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
      where d.tenant_id = ${tenantId} and d.state = 'to_do' and m.content_sha256 = any (${order}::text[])`.execute(tx)
    if (order.length === 0) return { letters: [], batch: null }
    const described = new Map(rows.map((row) => [row.sha256, row]))
    const letters: Letter[] = []
    for (const [rank, sha256] of order.entries()) {
      const found = described.get(sha256)
      if (!found) continue
      const { sha256: _, ...letter } = found
      const file = fileName(rank + 1, letter)
      await writePdf(folder, file, await documents.get(sha256))
      letters.push({ file, ...letter })
    }
    const batch = `lot-${on}.pdf`
    const all = await printLetters(tx, documents, tenantId, on, duplex)
    if (all.ok) await writePdf(folder, batch, all.value)
    return { letters, batch }
  })
}

/** « 03-recommande-ateliers-loewenberg.pdf »: the rank is that of the fold. */
function fileName(rank: number, { channel, recipient }: Pick<Letter, 'channel' | 'recipient'>): string {
  const kind = channel === 'registered' ? 'recommande' : 'lettre'
  const name = searchText(recipient)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
  return `${String(rank).padStart(2, '0')}-${kind}-${name}.pdf`
}

async function writePdf(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, file), bytes)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new OperatorError(
      `Impossible d’écrire ${file} dans ${folder} (${code}). Choisissez un autre dossier avec --out.`,
    )
  }
}

function describe(folder: string, { letters, batch }: Printed, held: Readonly<Record<string, number>>): string {
  const kept = Object.entries(held).map(
    ([code, count]) => `  ${sayCount(count, 'acte retenu', 'actes retenus')}\u00a0: ${sayReason({ code, facts: {} })}`,
  )
  if (batch === null) return ['Aucune lettre à imprimer aujourd’hui.', ...kept].join('\n')
  return [
    ...letters.map(({ file }) => join(folder, file)),
    `Toutes, à imprimer et plier dans l’ordre\u00a0: ${join(folder, batch)}`,
    'Une fois postées, notez-les dans Aujourd’hui.',
    ...kept,
  ].join('\n')
}
