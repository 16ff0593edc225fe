import { accept, type Outcome, refuse } from '../../domain/refusal.ts'

/** The place where a list goes on: the sort key of the last item, as one opaque word. */
export function writeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Reads a cursor of `length` parts. Refusal: `cursor_invalid`. */
export function readCursor(text: string, length: number): Outcome<readonly (string | number | null)[]> {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return isKey(key) && key.length === length ? accept(key) : refuse('cursor_invalid')
  } catch {
    return refuse('cursor_invalid')
  }
}

function isKey(value: unknown): value is (string | number | null)[] {
  return Array.isArray(value) && value.every((part) => part === null || ['string', 'number'].includes(typeof part))
}
