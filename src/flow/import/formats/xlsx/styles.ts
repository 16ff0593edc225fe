import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

/** What a number format says of the numbers it shows. */
export type CellStyle = {
  readonly isDate: boolean
  /** « € », « EUR », « $ »… shown beside the number, or null. */
  readonly currencyText: string | null
  /** Digits that the format always shows: « 00000 » makes a postcode of 1000. */
  readonly digits: number
}

/** Formats known by number alone that show a date (ECMA-376 18.8.30); 45 to 47 show hours. */
const DATE_IDS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** Reads a format code: a date has a day, a year, or a month that is not minutes; French packages write jj/mm/aaaa. */
export function styleOf(code: string): CellStyle {
  const currency = /\[\$([^\]-]*)(?:-[^\]]*)?\]|([€£])/.exec(code)
  const currencyText = (currency?.[1] ?? currency?.[2] ?? '').trim() || quotedCurrency(code)
  const shown = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase()
  const isGeneral = /general|standard/.test(shown)
  const isDate = !isGeneral && (/[dyj]|a{2,}/.test(shown) || (/m/.test(shown) && !/[hs]/.test(shown)))
  const zeros = code.replace(/[\s\\\u00A0"]/g, '')
  return { isDate, currencyText: isDate ? null : currencyText, digits: /^0{2,}$/.test(zeros) ? zeros.length : 0 }
}

const quotedCurrency = (code: string): string | null => /"\s*(€|£|\$|EUR|USD|GBP|CHF)\s*"/.exec(code)?.[1] ?? null

const PLAIN: CellStyle = { isDate: false, currencyText: null, digits: 0 }

/** The styles of a workbook, in the order in which cells name them; empty when it has no style part. */
export async function readStyles(archive: Archive): Promise<CellStyle[]> {
  if (!archive.names.has('xl/styles.xml')) return []
  const codes = new Map<number, string>()
  const styles: CellStyle[] = []
  let inCellFormats = false
  await readXml(archive.text('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCellFormats = true
      if (name !== 'xf' || !inCellFormats) return
      const id = Number(attributes.numFmtId ?? 0)
      const code = codes.get(id)
      styles.push(code === undefined ? { ...PLAIN, isDate: DATE_IDS.has(id) } : styleOf(code))
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return styles
}
