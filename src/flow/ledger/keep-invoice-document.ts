import { readFile } from 'node:fs/promises'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type Db, inTenant } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import type { Upload } from '../../platform/http/route.ts'
import { appendEvent } from '../timeline/append.ts'

export const DOCUMENT_BYTES = 10_000_000

/**
 * Keeps the PDF of an invoice, to be attached to its reminders. Refusals: `not_found`, `document_not_pdf` (by its first bytes, whatever its
 * name says: A7-56).
 */
export async function keepInvoiceDocument(
  { db, documents }: { readonly db: Db; readonly documents: Documents },
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  invoiceId: string,
  upload: Upload,
): Promise<Outcome<{ documentSha256: string }>> {
  const bytes = await readFile(upload.path)
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-')
    return refuse('document_not_pdf', { fileName: upload.fileName })
  const documentSha256 = await documents.put(bytes)
  return inTenant(db, tenantId, async (tx) => {
    const invoice = await tx
      .updateTable('invoice')
      .set({ document_sha256: documentSha256 })
      .where('tenant_id', '=', tenantId)
      .where('invoice_id', '=', invoiceId)
      .returning('debtor_id')
      .executeTakeFirst()
    if (!invoice) return refuse('not_found', { id: invoiceId })
    const facts = { invoiceId, documentSha256 }
    await appendEvent(tx, tenantId, {
      kind: 'invoice_document_kept',
      actor: userId,
      debtorId: invoice.debtor_id,
      facts,
    })
    return accept({ documentSha256 })
  })
}
