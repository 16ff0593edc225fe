import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import type { InvoiceFact } from './diary.ts'
import { FIRM } from './firm.ts'

/** In points. */
const A4: [number, number] = [595.28, 841.89]
const LEFT = 60
const TOP = 770
const LINE = 22

/** The sheet of a sample invoice, to be attached to its reminders. The standard fonts of PDF write Western European letters only. */
export async function invoicePdf({ number, label, issuedOn, dueOn, amountCents }: InvoiceFact): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.setTitle(`Facture ${number}`)
  pdf.setCreationDate(new Date(`${issuedOn}T08:00:00Z`))
  pdf.setModificationDate(new Date(`${issuedOn}T08:00:00Z`))
  const [plain, bold] = [await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold)]
  const page = pdf.addPage(A4)
  const lines = [
    `${FIRM.name}, ${FIRM.addressLines?.join(', ')}, ${FIRM.postcode} ${FIRM.city}`,
    `Facture ${number}`,
    `Émise le ${frenchDate(issuedOn)}, à payer avant le ${frenchDate(dueOn)}`,
    label.replaceAll('’', "'"),
    `Total TTC : ${Math.floor(amountCents / 100)},${String(amountCents % 100).padStart(2, '0')} euros`,
    "Exemple fictif de la démonstration : aucune somme n'est due.",
  ]
  for (const [at, line] of lines.entries()) {
    const font = at === 1 ? bold : plain
    page.drawText(line, { x: LEFT, y: TOP - at * LINE, size: at === 1 ? 18 : 11, font })
  }
  return pdf.save()
}

function frenchDate(on: string): string {
  return on.split('-').reverse().join('/')
}
