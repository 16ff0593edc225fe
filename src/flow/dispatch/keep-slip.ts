import { readFile } from 'node:fs/promises'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type Db, inTenant } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import type { Upload } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvent } from '../timeline/append.ts'
import { eventOfDelivery, lockDeliveries } from './delivery-rows.ts'

export const SLIP_BYTES = 10_000_000
const SLIP_KINDS = ['deposit', 'receipt', 'returned'] as const

/** By its first bytes, whatever its name says (A7-56): a scan is a PDF, a JPEG or a PNG. */
function mediaTypeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  return bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ? 'image/png' : null
}

/**
 * Keeps the scan of a slip of a letter that was posted (S0-25). Refusals: `not_found`, `not_a_letter`, `letter_not_posted`,
 * `slip_kind_unknown`, `slip_not_a_scan`.
 */
export async function keepSlip(
  { db, documents }: { readonly db: Db; readonly documents: Documents },
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  deliveryId: string,
  upload: Upload,
): Promise<Outcome<{ readonly id: string }>> {
  const kind = SLIP_KINDS.find((one) => one === upload.fields.kind)
  if (!kind) return refuse('slip_kind_unknown', { given: upload.fields.kind ?? '' })
  const bytes = await readFile(upload.path)
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType) return refuse('slip_not_a_scan', { fileName: upload.fileName })
  const sha256 = await documents.put(bytes)
  return inTenant(db, tenantId, async (tx) => {
    const [letter] = await lockDeliveries(tx, tenantId, { deliveryIds: [deliveryId] })
    if (!letter) return refuse('not_found', { id: deliveryId })
    if (letter.channel !== 'post' && letter.channel !== 'registered')
      return refuse('not_a_letter', { channel: letter.channel })
    if (letter.state !== 'sent') return refuse('letter_not_posted', { state: letter.state })
    const id = newId('slp')
    await tx
      .insertInto('letter_slip')
      .values({
        tenant_id: tenantId,
        slip_id: id,
        delivery_id: deliveryId,
        kind,
        sha256,
        media_type: mediaType,
        file_name: upload.fileName.slice(0, 200),
        recorded_by: userId,
      })
      .execute()
    await appendEvent(tx, tenantId, eventOfDelivery(letter, 'slip_kept', userId, { slipId: id, slip: kind, sha256 }))
    return accept({ id })
  })
}
