import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from './db.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const one = async (query: ReturnType<typeof sql>) => (await query.execute(base.db)).rows[0]

describe('the application’s role', () => {
  it('is neither owner nor superuser and cannot go around row-level security', async () => {
    const role = await one(sql`
      select current_user as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin
      from pg_roles where rolname = current_user`)
    expect(role).toEqual({
      name: 'amiable_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolcanlogin: false,
    })
    expect(await one(sql`select count(*) as owned from pg_class where relowner = 'amiable_app'::regrole`)).toEqual({
      owned: 0,
    })
  })

  it('stays after RESET ROLE and RESET ALL', async () => {
    const names = await base.db.connection().execute(async (connection) => {
      await sql`reset role`.execute(connection)
      await sql`reset all`.execute(connection)
      return (await sql`select current_user as name`.execute(connection)).rows
    })
    expect(names).toEqual([{ name: 'amiable_app' }])
  })

  it('is taken from an owner that is not a superuser either', async () => {
    const { rows } =
      await sql`select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`.execute(base.owner)
    expect(rows).toEqual([{ rolname: 'amiable_owner', rolsuper: false, rolbypassrls: false }])
  })
})

describe('inTenant', () => {
  it('sets the tenant for the transaction only: the pool hands nothing to the next request', async () => {
    const setting = sql<{
      tenant: string | null
    }>`select nullif(current_setting('amiable.tenant_id', true), '') as tenant`
    const inside = await inTenant(base.db, 'ten_1', async (tx) => (await setting.execute(tx)).rows[0]?.tenant)
    const outside = await Promise.all(
      Array.from({ length: 8 }, async () => (await setting.execute(base.db)).rows[0]?.tenant),
    )
    expect(inside).toBe('ten_1')
    expect(new Set(outside)).toEqual(new Set([null]))
  })
})

describe('types', () => {
  it('reads int8 as a number, date as a day, timestamptz as a Date, numeric as text, and their lists alike', async () => {
    const row = await one(sql`
      select 9007199254740991::int8 as cents, date '2028-02-29' as day, timestamptz '2026-11-22T10:00:00Z' as at,
        1234.50::numeric as rate, '{1,null}'::int8[] as list, '{2026-03-29}'::date[] as days`)
    expect(row).toEqual({
      cents: 9007199254740991,
      day: '2028-02-29',
      at: new Date('2026-11-22T10:00:00Z'),
      rate: '1234.50',
      list: [1, null],
      days: ['2026-03-29'],
    })
  })

  it('throws on an int8 beyond exact numbers instead of rounding it', async () => {
    await expect(one(sql`select 9007199254740992::int8 as cents`)).rejects.toThrow('9007199254740992')
  })
})
