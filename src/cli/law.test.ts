import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '..', 'cli.ts')
const nowhere = join(tmpdir(), 'amiable-law-without-installation')

type Ended = { readonly code: number; readonly out: string; readonly err: string }

/** `amiable law …` as a person runs it, on a machine where nothing is installed yet. */
function law(...args: string[]): Promise<Ended> {
  const env = { ...process.env, AMIABLE_DATA: nowhere, DATABASE_URL: '' }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'law', ...args], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

const json = async (...args: string[]) => JSON.parse((await law(...args, '--json')).out)

describe('amiable law interest', () => {
  it('keeps its keys: interestCents, indemnityCents, lines, notes', async () => {
    const answer = await json(
      'interest',
      '--amount',
      '980.00',
      '--due',
      '2025-03-31',
      '--until',
      '2025-07-02',
      '--debtor',
      'company',
    )
    expect(answer).toMatchObject({
      interestCents: 3213 + 65,
      indemnityCents: 4000,
      lines: [
        {
          from: '2025-04-01',
          to: '2025-06-30',
          days: 91,
          ratePct: 13.15,
          baseCents: 98_000,
          interestCents: 3213,
          rule: 'penalites-de-retard',
        },
        { from: '2025-07-01', to: '2025-07-02', days: 2, ratePct: 12.15, baseCents: 98_000, interestCents: 65 },
      ],
      due: { principalCents: 98_000, interestCents: 3278, indemnityCents: 4000, excessCents: 0 },
    })
    expect(answer.notes[0]).toEqual({
      code: 'interest_runs',
      facts: { from: '2025-04-01', to: '2025-07-02' },
      text: expect.any(String),
    })
  })

  it('takes payments, credit notes, imputation, rate, day count and crossing', async () => {
    const options = ['--payment', '2025-05-31:400', '--credit', '2025-04-30:100,00', '--imputation', 'principal']
    const more = ['--rate', '18', '--day-count', 'actual', '--crossing', 'frozen', '--issued', '2025-03-01']
    const answer = await json(
      'interest',
      '--amount',
      '1000',
      '--due',
      '2025-03-31',
      '--until',
      '2025-07-31',
      ...options,
      ...more,
    )
    expect(answer.lines.map((line: { baseCents: number; ratePct: number }) => [line.baseCents, line.ratePct])).toEqual([
      [100_000, 18],
      [90_000, 18],
      [50_000, 18],
    ])
  })

  it('a consumer without notice owes nothing, and this is said', async () => {
    const answer = await json(
      'interest',
      '--amount',
      '500',
      '--due',
      '2025-03-31',
      '--until',
      '2025-07-31',
      '--debtor',
      'consumer',
    )
    expect(answer).toMatchObject({ interestCents: 0, indemnityCents: 0, lines: [], due: { principalCents: 50_000 } })
    expect(answer.notes[0].code).toBe('no_formal_notice')
  })

  it('people read a French statement', async () => {
    const { out, code } = await law('interest', '--amount', '980', '--due', '2025-03-31', '--until', '2025-04-30')
    expect(code).toBe(0)
    expect(out).toContain('Pénalités de retard du 1er avril 2025 au 30 avril 2025')
    expect(out).toContain('Indemnité forfaitaire')
  })

  it.each([
    ['rate_missing', ['--due', '2026-12-15', '--until', '2027-01-10', '--amount', '100']],
    ['negative_amount', ['--due', '2025-03-31', '--until', '2025-04-30', '--amount=-100']],
    [
      'negative_amount',
      ['--due', '2025-03-31', '--until', '2025-04-30', '--amount', '100', '--payment', '2025-04-10:-5'],
    ],
    [
      'due_before_invoice',
      ['--issued', '2025-04-01', '--due', '2025-03-31', '--until', '2025-04-30', '--amount', '100'],
    ],
    [
      'settlement_before_invoice',
      [
        '--issued',
        '2025-03-01',
        '--due',
        '2025-03-31',
        '--until',
        '2025-04-30',
        '--amount',
        '100',
        '--payment',
        '2025-02-28:10',
      ],
    ],
    ['answer_missing', ['--due', '2025-03-31', '--until', '2025-04-30', '--amount', '100', '--debtor', 'foreign']],
    ['option_missing', ['--due', '2025-03-31']],
    ['option_unreadable', ['--due', '2025-02-30', '--amount', '100']],
    ['option_unreadable', ['--due', '2025-03-31', '--amount', '100', '--debtor', 'robot']],
    ['option_unreadable', ['--due', '2025-03-31', '--amount', '100', '--payment', '2025-04-10']],
  ])('%s: exit code 1, its code in JSON, French words on standard error', async (code, args) => {
    const ended = await law('interest', ...args, '--json')
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.out)).toMatchObject({ refusal: { code } })
    expect(ended.err).toMatch(/^[A-ZÀÉ].+\.\n$/)
  })
})

describe('the other calculators', () => {
  it('rates', async () => {
    expect(await json('rates', '--on', '2026-11-22')).toMatchObject({
      semester: '2026-S2',
      legal: { individualPct: 6.84, otherPct: 2.75, verified: false },
      ecb: { effectiveOn: '2026-09-16', ratePct: 2.65 },
      frozen: { on: '2026-07-01', ratePct: 2.4 },
      penaltyPct: 12.4,
      floorPct: 8.25,
      publicPct: 10.4,
    })
  })

  it('due-date', async () => {
    expect(await json('due-date', '--issued', '2023-07-20', '--terms', '45fdm-a')).toMatchObject({
      dueOn: '2023-09-30',
      capOn: '2023-09-30',
      exceedsCapDays: 0,
      rule: 'delais-de-paiement',
      notes: [],
    })
  })

  it('limitation', async () => {
    const options = [
      '--debtor',
      'consumer',
      '--due',
      '2025-03-31',
      '--event',
      'acknowledgement:2026-01-15',
      '--event',
      'mediation:2026-02-01:2026-03-03',
    ]
    expect(await json('limitation', ...options, '--on', '2028-02-15')).toMatchObject({
      expiresOn: '2028-02-14',
      expired: true,
      events: [{ result: 'restarted' }, { result: 'suspended' }],
    })
  })

  it('holidays', async () => {
    const answer = await json('holidays', '--year', '2027', '--place', '67000')
    expect(answer).toMatchObject({ year: 2027, territory: 'alsace_moselle' })
    expect(answer.holidays[1]).toEqual({ on: '2027-03-26', name: 'Vendredi saint' })
  })

  it('an unknown calculation is refused with the choices', async () => {
    const ended = await law('taxes')
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toContain('interest, rates, due-date, limitation, holidays')
  })
})
