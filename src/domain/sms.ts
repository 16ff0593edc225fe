/** GSM 03.38: the 7-bit alphabet of SMS, and the signs of its extension table that count double. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('^{}\\[~]|€')
const LIMITS = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const

export type SmsLength = {
  /** `ucs2` as soon as one sign is outside GSM-7: a message then holds 70 signs instead of 160. */
  readonly encoding: 'gsm7' | 'ucs2'
  /** Length in units of the encoding: an extension sign counts 2 in GSM-7, an emoji 2 in UCS-2. */
  readonly units: number
  /** Messages the operator bills: 160 units alone, 153 a part (70 and 67 in UCS-2); 0 for an empty text. */
  readonly parts: number
  /** Signs that made the message leave GSM-7, each once. */
  readonly foreign: readonly string[]
}

/** Counts an SMS as operators do (formats §12). A sign of the extension table is never split between two parts. */
export function smsLength(text: string): SmsLength {
  const foreign = [...new Set([...text].filter((sign) => !BASIC.has(sign) && !EXTENDED.has(sign)))]
  const encoding = foreign.length > 0 ? 'ucs2' : 'gsm7'
  const sizes = [...text].map((sign) => (encoding === 'ucs2' ? sign.length : EXTENDED.has(sign) ? 2 : 1))
  const units = sizes.reduce((sum: number, size) => sum + size, 0)
  const limit = LIMITS[encoding]
  return { encoding, units, parts: units <= limit.single ? Math.min(units, 1) : partsOf(sizes, limit.part), foreign }
}

function partsOf(sizes: readonly number[], limit: number): number {
  let [parts, used] = [1, 0]
  for (const size of sizes) {
    if (used + size > limit) {
      parts++
      used = 0
    }
    used += size
  }
  return parts
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02BC': "'",
  '\u2032': "'",
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
  '\u2007': ' ',
  '–': '-',
  '—': '-',
  '\u2011': '-',
  '\u2212': '-',
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '…': '...',
  '€': 'EUR',
  œ: 'oe',
  Œ: 'OE',
}

/** The nearest text of GSM-7 letters that count once: curly marks made plain, accents outside the alphabet dropped, the rest left out. */
export function plainSms(text: string): string {
  const joined = text.replace(/«[\u00A0\u202F ]/g, '"').replace(/[\u00A0\u202F ]»/g, '"')
  return [...joined].map(plainSign).join('')
}

function plainSign(sign: string): string {
  if (BASIC.has(sign)) return sign
  const replaced = REPLACEMENTS[sign]
  if (replaced !== undefined) return replaced
  return [...sign.normalize('NFD')].filter((part) => BASIC.has(part)).join('')
}
