import { afterAll, beforeAll, expect, it } from 'vitest'
import { day } from '../src/domain/day.ts'
import { ECB_RATES } from '../src/domain/law/data/ecb-rates.ts'
import { LEGAL_INTEREST_RATES } from '../src/domain/law/data/legal-interest-rates.ts'
import { rateTables } from '../src/domain/law/rates.ts'
import { readRates } from '../src/flow/setup/read-rates.ts'
import { type TestDatabase, testDatabase } from '../src/platform/testing/test-database.ts'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

it('the migrations give exactly the rates of domain/law/data, both ways', async () => {
  expect(await readRates(base.db)).toEqual(rateTables(LEGAL_INTEREST_RATES, ECB_RATES))
})

it('the application adds a half-year, and cannot change or remove one', async () => {
  const row = {
    from_on: day('2027-01-01'),
    to_on: day('2027-06-30'),
    individual_pct: '6.500',
    other_pct: '2.500',
    source: 'test',
    verified: false,
  }
  await base.db.insertInto('law.legal_interest_rate').values(row).execute()
  const last = (await readRates(base.db)).legal.at(-1)
  expect(last).toMatchObject({ fromOn: '2027-01-01', toOn: '2027-06-30', otherMilliPct: 2500 })
  await expect(base.db.deleteFrom('law.legal_interest_rate').execute()).rejects.toThrow('permission denied')
  await expect(base.db.updateTable('law.ecb_rate').set({ rate_pct: '0' }).execute()).rejects.toThrow(
    'permission denied',
  )
})

it('a day has one legal rate: an overlapping period is refused', async () => {
  const row = {
    from_on: day('2026-12-01'),
    to_on: day('2026-12-15'),
    individual_pct: '1',
    other_pct: '1',
    source: 'test',
    verified: false,
  }
  await expect(base.db.insertInto('law.legal_interest_rate').values(row).execute()).rejects.toThrow(
    'exclusion constraint',
  )
})
