import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type DatabaseAddress, withDatabase } from './database-address.ts'
import { openDb, openOwnerDb } from './db.ts'
import { migrate } from './migrate.ts'

let folder: string
let address: DatabaseAddress
let number = 0

const asAdmin = async (statement: string) => {
  const client = new pg.Client(inject('cluster').admin)
  await client.connect()
  await client.query(statement)
  await client.end()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-sql-'))
  const name = `migrate_${process.pid}_${++number}`
  await asAdmin(`create database ${name} owner amiable_owner`)
  address = withDatabase(inject('cluster').template, name)
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await asAdmin(`drop database ${'database' in address ? address.database : ''} with (force)`)
})

const file = (name: string, content: string) => writeFileSync(join(folder, name), content)

async function tables(): Promise<string[]> {
  const owner = openOwnerDb(address)
  const { rows } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(owner)
  await owner.destroy()
  return rows.map(({ name }) => name)
}

describe('migrate', () => {
  it('applies each file once, in order, and only the new ones later', async () => {
    file('0001-first.sql', 'create table one (n int); create table two (n int);')
    expect(await migrate(address, folder)).toEqual(['0001-first'])
    expect(await migrate(address, folder)).toEqual([])
    file('0002-second.sql', 'drop table two; create table three (n int);')
    expect(await migrate(address, folder)).toEqual(['0002-second'])
    expect(await tables()).toEqual(['one', 'three'])
  })

  it('leaves nothing of a migration that fails half-way, and names it', async () => {
    file('0001-first.sql', 'create table one (n int);')
    file('0002-broken.sql', 'create table two (n int); create table one (n int);')
    await expect(migrate(address, folder)).rejects.toThrow('Migration 0002-broken: relation "one" already exists')
    expect(await tables()).toEqual(['one'])
    file('0002-broken.sql', 'create table two (n int);')
    expect(await migrate(address, folder)).toEqual(['0002-broken'])
  })

  it('lets five processes start together: the steps are applied once', async () => {
    file('0001-first.sql', 'create table one (n int);')
    file('0002-second.sql', 'create table two (n int);')
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(address, folder)))
    expect(applied.flat().sort()).toEqual(['0001-first', '0002-second'])
  })

  it('refuses a file edited after it was applied, in French', async () => {
    file('0001-first.sql', 'create table one (n int);')
    await migrate(address, folder)
    file('0001-first.sql', 'create table one (n bigint);')
    await expect(migrate(address, folder)).rejects.toThrow(/sql\/0001-first\.sql a été modifié/)
  })

  it('refuses a database prepared by a newer version, in French', async () => {
    file('0001-first.sql', 'create table one (n int);')
    file('0002-second.sql', 'create table two (n int);')
    await migrate(address, folder)
    rmSync(join(folder, '0002-second.sql'))
    await expect(migrate(address, folder)).rejects.toThrow(/version plus récente d’Amiable \(migration 0002-second\)/)
  })

  it('refuses a folder with a hole: an incomplete installation', async () => {
    file('0001-first.sql', 'create table one (n int);')
    file('0003-third.sql', 'create table three (n int);')
    await expect(migrate(address, folder)).rejects.toThrow('migration 2 manque')
  })

  it('gives the application its role, by address and by URL, other options of the URL kept', async () => {
    await migrate(address, folder)
    const { host, user, database } = address as Extract<DatabaseAddress, { host: string }>
    const url = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&options=${encodeURIComponent('-c work_mem=9MB')}`
    const db = await openDb({ connectionString: url })
    const { rows } = await sql`select current_user as role, current_setting('work_mem') as memory`.execute(db)
    await db.destroy()
    expect(rows).toEqual([{ role: 'amiable_app', memory: '9MB' }])
  })

  it('says in French what an administrator must run when the user may not create the role', async () => {
    const role = `powerless_${process.pid}`
    await asAdmin(`create role ${role} login`)
    const powerless = { ...address, user: role } as DatabaseAddress
    try {
      await expect(migrate(powerless, folder)).rejects.toThrow(/administrateur.*GRANT amiable_app TO/)
    } finally {
      await asAdmin(`drop role ${role}`)
    }
  })
})
