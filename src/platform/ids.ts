import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARS = 10
const RANDOM_CHARS = 16

/** 16 characters of 5 bits: 80 random bits. Kept as digits so that the next identifier of the same millisecond is one addition. */
const digits = new Uint8Array(RANDOM_CHARS)
const fresh = Buffer.alloc(RANDOM_CHARS * 512)
let used = fresh.length
let lastMs = -1
let timePart = ''

/**
 * A new identifier: `prefix_` and 26 characters (48-bit milliseconds, 80 random bits, Crockford base32 in lower case).
 * Unguessable, and sorted by creation, also within one millisecond of one process. The prefix has 2 to 4 letters (sql: domain id).
 */
export function newId(prefix: string): string {
  const ms = Date.now()
  if (ms > lastMs) {
    lastMs = ms
    timePart = encodeTime(ms)
    drawDigits()
  } else {
    // Same millisecond, or the clock went back: the order of creation holds either way.
    addRandomStep()
  }
  return `${prefix}_${timePart}${encodeDigits()}`
}

function encodeTime(ms: number): string {
  let text = ''
  for (let rest = ms, left = TIME_CHARS; left > 0; left--, rest = Math.floor(rest / 32))
    text = ALPHABET.charAt(rest % 32) + text
  return text
}

function encodeDigits(): string {
  let text = ''
  for (const digit of digits) text += ALPHABET.charAt(digit)
  return text
}

function randomBytes16(): Buffer {
  if (used + RANDOM_CHARS > fresh.length) {
    randomFillSync(fresh)
    used = 0
  }
  used += RANDOM_CHARS
  return fresh.subarray(used - RANDOM_CHARS, used)
}

function drawDigits(): void {
  const bytes = randomBytes16()
  for (let at = 0; at < RANDOM_CHARS; at++) digits[at] = (bytes[at] ?? 0) & 31
  // Room above: a million additions inside one millisecond do not overflow.
  digits[0] = (digits[0] ?? 0) & 15
}

/** Adds a random number of 40 bits, never zero: the neighbour of a known identifier cannot be guessed either. */
function addRandomStep(): void {
  const bytes = randomBytes16()
  let carry = 1
  for (let at = RANDOM_CHARS - 1; at >= 0; at--) {
    const step = at >= RANDOM_CHARS - 8 ? (bytes[at] ?? 0) & 31 : 0
    const sum = (digits[at] ?? 0) + step + carry
    digits[at] = sum & 31
    carry = sum >> 5
  }
}
