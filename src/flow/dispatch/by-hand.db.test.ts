import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CHANNELS } from '../../domain/channel.ts'
import { type Day, day } from '../../domain/day.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { BY_HAND, byHand } from './channels/index.ts'
import { readRegisteredNumber } from './channels/registered.ts'
import { noteReceipt } from './note-receipt.ts'
import { prepareByHand } from './prepare-by-hand.ts'
import { printLetters } from './print-letters.ts'
import { completeAct, postLetters } from './record-done.ts'
import type { DispatchServices } from './services.ts'
import { MORNING, type Office, openOffice, TODAY } from './testing/office.ts'

let base: TestDatabase
let office: Office
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())
afterEach(() => office.close())

const BY = { actor: 'usr_claire', now: MORNING, today: TODAY }
const deliveries = () => office.tx((tx) => tx.selectFrom('delivery').selectAll().orderBy('delivery_id').execute())
const events = () =>
  office.tx((tx) =>
    tx.selectFrom('event').select(['kind', 'actor', 'facts']).where('actor', '=', 'usr_claire').execute(),
  )
const actIds = async () =>
  (await office.tx((tx) => tx.selectFrom('action').select('action_id').orderBy('action_id').execute())).map(
    (one) => one.action_id,
  )
const tomorrow = day('2026-11-25')

/** The services of the test with letters that are real PDFs. */
async function withPaper(services: DispatchServices, pages = 1): Promise<DispatchServices> {
  const paper = await PDFDocument.create()
  for (let page = 0; page < pages; page++) paper.addPage()
  const { compose } = services
  return {
    ...services,
    compose: async (tx, tenantId, actionIds, today) => async (actionId) => {
      const composed = await (await compose(tx, tenantId, actionIds, today))(actionId)
      if (!composed.ok || !('pdf' in composed.value)) return composed
      paper.setTitle(`${actionId} ${today}`)
      return accept({ ...composed.value, pdf: await paper.save() })
    },
  }
}

const print = (on: Day, duplex = false) =>
  office.tx(async (tx) => {
    const printed = await printLetters(tx, office.services.documents, office.tenantId, on, duplex)
    return printed.ok ? (await PDFDocument.load(printed.value)).getPageCount() : printed.refusal.code
  })

describe('letters', () => {
  it('are written and archived for the day, printed in one PDF, then posted: the contact is the day of the post', async () => {
    office = await openOffice(base.db, { channel: 'post' })
    await office.owe(3)
    expect(await prepareByHand(await withPaper(office.services), office.tenantId)).toMatchObject({
      prepared: 3,
      failed: 0,
    })
    expect(await print(TODAY)).toBe(3)
    expect(await print(TODAY, true)).toBe(6)
    expect(await print(tomorrow)).toBe('no_letter')
    const actionIds = await actIds()
    expect(await office.tx((tx) => postLetters(tx, office.tenantId, { actionIds }, TODAY, BY))).toEqual(
      accept({ posted: 3 }),
    )
    expect(await deliveries()).toMatchObject(
      [1, 2, 3].map(() => ({ state: 'sent', done_on: TODAY, settled_by: 'usr_claire', outcome: 'posted' })),
    )
    expect((await events()).map((event) => event.kind)).toEqual(['delivery_sent', 'delivery_sent', 'delivery_sent'])
    expect(await office.tx((tx) => postLetters(tx, office.tenantId, { actionIds }, TODAY, BY))).toMatchObject({
      refusal: { code: 'already_done' },
    })
  })

  it('not posted, they are written again the next day; what was printed and posted before is what is kept (I14)', async () => {
    office = await openOffice(base.db, { channel: 'post' })
    await office.owe(1)
    const services = await withPaper(office.services)
    await prepareByHand(services, office.tenantId)
    const [first] = await deliveries()
    office.setClock(new Date('2026-11-25T09:00:00Z'))
    expect(await prepareByHand(services, office.tenantId)).toMatchObject({ prepared: 1 })
    expect(await prepareByHand(services, office.tenantId)).toMatchObject({ prepared: 0 })
    const [second] = await deliveries()
    expect([second?.delivery_id, second?.message_id === first?.message_id]).toEqual([first?.delivery_id, false])
    const by = { ...BY, today: tomorrow }
    await office.tx(async (tx) =>
      postLetters(tx, office.tenantId, { deliveryIds: [first?.delivery_id ?? ''] }, TODAY, by),
    )
    expect((await deliveries())[0]).toMatchObject({ message_id: first?.message_id, done_on: TODAY })
  })

  it('approved again the same day, after what they list has changed, they are written again (pitfall 22)', async () => {
    office = await openOffice(base.db, { channel: 'post' })
    await office.owe(1)
    expect(await prepareByHand(office.services, office.tenantId)).toMatchObject({ prepared: 1 })
    expect(await prepareByHand(office.services, office.tenantId)).toMatchObject({ prepared: 0 })
    const [before] = await deliveries()
    const later = new Date(MORNING.getTime() + 60_000)
    await office.tx((tx) => tx.updateTable('action').set({ leaves_at: later }).execute())
    office.setClock(new Date(MORNING.getTime() + 120_000))
    expect(await prepareByHand(office.services, office.tenantId)).toMatchObject({ prepared: 1 })
    const [after, other] = await deliveries()
    expect(other).toBeUndefined()
    expect(after?.message_id).not.toBe(before?.message_id)
  })

  it('of a debtor who has paid is not written, nor printed once the plan has withdrawn it (pitfall 22)', async () => {
    office = await openOffice(base.db, { channel: 'post' })
    const [before = '', after = ''] = await office.owe(2)
    await office.pay(before, 12_000)
    const services = await withPaper(office.services)
    expect(await prepareByHand(services, office.tenantId)).toMatchObject({ prepared: 1, held: { nothing_owed: 1 } })
    await office.pay(after, 12_000)
    await office.plan(TODAY)
    expect(await print(TODAY)).toBe('no_letter')
  })

  it('that cannot be written fails aloud, the others are written (pitfalls 47 and 51)', async () => {
    office = await openOffice(base.db, { channel: 'post' })
    await office.owe(3)
    const [bad, broken] = await actIds()
    const { compose } = office.services
    const services: DispatchServices = {
      ...office.services,
      compose: async (tx, tenantId, actionIds, today) => async (actionId) => {
        if (actionId === broken) throw new TypeError('no font')
        return actionId === bad
          ? refuse('address_incomplete')
          : (await compose(tx, tenantId, actionIds, today))(actionId)
      },
    }
    expect(await prepareByHand(services, office.tenantId)).toMatchObject({ prepared: 1, failed: 2 })
    const codes = (await deliveries()).map((one) => one.failure_code).sort()
    expect(codes).toEqual(['address_incomplete', 'cannot_be_prepared', null])
  })

  it.each([
    ['tomorrow', tomorrow, 'day_in_future'],
    ['an unknown letter', TODAY, 'not_found'],
  ])('posted: %s is refused', async (_, on, code) => {
    office = await openOffice(base.db, { channel: 'post' })
    await office.owe(1)
    await prepareByHand(office.services, office.tenantId)
    const actionIds = code === 'not_found' ? ['act_0000'] : await actIds()
    expect(await office.tx((tx) => postLetters(tx, office.tenantId, { actionIds }, on, BY))).toMatchObject({
      refusal: { code },
    })
    expect(await deliveries()).toMatchObject([{ state: 'to_do', done_on: null }])
  })
})

describe('registered letters (S0-25)', () => {
  const posted = async () => {
    office = await openOffice(base.db, { channel: 'registered' })
    await office.owe(1)
    await prepareByHand(office.services, office.tenantId)
    await office.tx(async (tx) =>
      postLetters(tx, office.tenantId, { actionIds: await actIds() }, day('2026-11-20'), BY),
    )
    return (await deliveries())[0]?.delivery_id ?? ''
  }
  const note = (id: string, receipt: Parameters<typeof noteReceipt>[4]) =>
    office.tx((tx) => noteReceipt(tx, office.tenantId, 'usr_claire', id, receipt, TODAY))

  it('number, dates and fate are typed from the slips', async () => {
    const id = await posted()
    const slips = { trackingNumber: '1A12345678901', presentedOn: day('2026-11-23'), outcome: 'unclaimed' }
    expect(await note(id, slips)).toMatchObject({ ok: true })
    expect((await deliveries())[0]).toMatchObject({
      tracking_number: '1A 123 456 7890 1',
      deposited_on: '2026-11-20',
      presented_on: '2026-11-23',
      done_on: '2026-11-20',
      outcome: 'unclaimed',
    })
    expect((await events()).map((event) => event.kind)).toEqual(['delivery_sent', 'receipt_noted'])
  })

  it.each([
    [{ presentedOn: day('2026-11-19') }, 'receipt_dates_disordered'],
    [{ presentedOn: day('2026-11-23'), receivedOn: day('2026-11-22') }, 'receipt_dates_disordered'],
    [{ receivedOn: tomorrow }, 'day_in_future'],
    [{ trackingNumber: '1A 123' }, 'registered_number_invalid'],
    [{ outcome: 'reached' }, 'outcome_unknown'],
  ])('%j is refused: %s', async (receipt, code) => {
    const id = await posted()
    expect(await note(id, receipt)).toMatchObject({ refusal: { code } })
  })

  it('the number is read with or without spaces', () => {
    expect(readRegisteredNumber('1a 123 456 7890 1')).toEqual(accept('1A 123 456 7890 1'))
    expect(readRegisteredNumber('AA12345678901').ok).toBe(false)
  })
})

describe('calls and text messages', () => {
  const complete = async (outcome: string, on: Day = TODAY) => {
    const [actionId = ''] = await actIds()
    return office.tx((tx) => completeAct(tx, office.tenantId, actionId, { on, outcome, note: 'Rappeler jeudi' }, BY))
  }

  it('a call is a contact, answered or not (S0-22, T-09); its note is in the timeline', async () => {
    office = await openOffice(base.db, { channel: 'phone' })
    await office.owe(1)
    await prepareByHand(office.services, office.tenantId)
    expect(await complete('no_answer')).toMatchObject({ ok: true })
    expect(await deliveries()).toMatchObject([
      { state: 'sent', done_on: TODAY, outcome: 'no_answer', recipient: '+33600000000' },
    ])
    expect(await events()).toMatchObject([{ kind: 'delivery_sent', facts: { note: 'Rappeler jeudi' } }])
    expect(await complete('reached')).toMatchObject({ refusal: { code: 'already_done' } })
  })

  it('made before a sheet was prepared: recorded all the same', async () => {
    office = await openOffice(base.db, { channel: 'phone' })
    await office.owe(1)
    expect(await complete('reached')).toMatchObject({ ok: true })
    expect(await deliveries()).toMatchObject([{ state: 'sent', message_id: null }])
    expect(await prepareByHand(office.services, office.tenantId)).toMatchObject({ prepared: 0 })
  })

  it('a wrong number is a failure, not a contact', async () => {
    office = await openOffice(base.db, { channel: 'sms' })
    await office.owe(1)
    await complete('wrong_number')
    expect(await deliveries()).toMatchObject([{ state: 'failed', failure_code: 'wrong_number', done_on: null }])
  })

  it('an outcome of another channel, or a day to come, is refused', async () => {
    office = await openOffice(base.db, { channel: 'sms' })
    await office.owe(1)
    expect(await complete('voicemail')).toMatchObject({ refusal: { code: 'outcome_unknown' } })
    expect(await complete('sent', tomorrow)).toMatchObject({ refusal: { code: 'day_in_future' } })
  })
})

describe('the contract of every channel', () => {
  it.each(CHANNELS)('%s: sent by Amiable, or done by a person who has something to declare', (channel) => {
    const hand = byHand(channel)
    expect(hand === null).toBe(channel === 'email')
    if (hand) expect(Object.values(hand.completions)).toContain('sent')
  })

  it('paper is archived as PDF, words as text', () => {
    expect(Object.entries(BY_HAND).map(([channel, { mediaType }]) => [channel, mediaType.split(';')[0]])).toEqual([
      ['post', 'application/pdf'],
      ['registered', 'application/pdf'],
      ['sms', 'text/plain'],
      ['phone', 'text/plain'],
    ])
  })
})
