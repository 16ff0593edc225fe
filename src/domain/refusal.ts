/** An expected refusal: a stable code (listed in docs/refusals.md, worded in web/words.*.ts) and the facts that explain it. */
export type Refusal = {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse(code: string, facts: Refusal['facts'] = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, facts } }
}
