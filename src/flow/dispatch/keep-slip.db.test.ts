import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { keepSlip } from './keep-slip.ts'
import { prepareByHand } from './prepare-by-hand.ts'
import { readDelivery } from './queries.ts'
import { postLetters } from './record-done.ts'
import { MORNING, type Office, openOffice, TODAY } from './testing/office.ts'

let base: TestDatabase
let office: Office
let folder: string
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-slip-'))
  office = await openOffice(base.db, { channel: 'registered' })
  await office.owe(1)
  await prepareByHand(office.services, office.tenantId)
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await office.close()
})

const SCAN = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a scan of the slip')])
const firstDelivery = () => office.tx((tx) => tx.selectFrom('delivery').selectAll().executeTakeFirstOrThrow())
const post = async () => {
  const { action_id } = await firstDelivery()
  const by = { actor: 'usr_claire', now: MORNING, today: TODAY }
  await office.tx((tx) => postLetters(tx, office.tenantId, { actionIds: [action_id] }, day('2026-11-20'), by))
}
async function keep(bytes: Buffer, kind: string) {
  const path = join(folder, 'upload')
  writeFileSync(path, bytes)
  const caller = { tenantId: office.tenantId, userId: 'usr_claire' }
  const upload = { fileName: 'recepisse.jpg', path, fields: { kind } }
  return keepSlip(office.services, caller, (await firstDelivery()).delivery_id, upload)
}

describe('scans of the slips of a letter (S0-25)', () => {
  it('are kept by their exact bytes, listed with the letter, and told on the timeline', async () => {
    await post()
    expect(await keep(SCAN, 'deposit')).toMatchObject({ ok: true })
    const { delivery_id } = await firstDelivery()
    const read = await office.tx((tx) => readDelivery(tx, office.tenantId, delivery_id))
    const [slip] = read.ok ? read.value.slips : []
    expect(slip).toMatchObject({ kind: 'deposit', fileName: 'recepisse.jpg' })
    expect(await office.services.documents.get(slip?.sha256 ?? '')).toEqual(SCAN)
    const kinds = await office.tx((tx) =>
      tx.selectFrom('event').select('kind').where('actor', '=', 'usr_claire').execute(),
    )
    expect(kinds.map((one) => one.kind)).toEqual(['delivery_sent', 'slip_kept'])
  })

  it('are refused before the letter is posted, of an unknown kind, or when they are no scan', async () => {
    expect(await keep(SCAN, 'deposit')).toMatchObject({ refusal: { code: 'letter_not_posted' } })
    await post()
    expect(await keep(SCAN, 'note')).toMatchObject({ refusal: { code: 'slip_kind_unknown' } })
    expect(await keep(Buffer.from('<svg onload="x">'), 'receipt')).toMatchObject({
      refusal: { code: 'slip_not_a_scan' },
    })
  })
})
