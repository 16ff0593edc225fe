import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../src/platform/testing/test-database.ts'
import { type Catalogue, readCatalogue, type Table } from './read-catalogue.ts'
import { writeDatabaseTypes } from './write-database-types.ts'
import { writeSchema } from './write-schema.ts'

const root = join(import.meta.dirname, '..')
let base: TestDatabase
let catalogue: Catalogue
beforeAll(async () => {
  base = await testDatabase()
  catalogue = await readCatalogue(base.owner)
})
afterAll(() => base.close())

describe('generated files say what the migrations make (run: npm run generate:database)', () => {
  it('sql/schema.sql', () => {
    expect(writeSchema(catalogue)).toBe(readFileSync(join(root, 'sql/schema.sql'), 'utf8'))
  })

  it('src/platform/database-types.ts', () => {
    const squeeze = (text: string) => text.replace(/\s+/g, '')
    const written = readFileSync(join(root, 'src/platform/database-types.ts'), 'utf8')
    expect(squeeze(writeDatabaseTypes(catalogue))).toBe(squeeze(written))
  })
})

describe('every table of an office is protected', () => {
  const exposed = (wrong: (table: Table) => boolean) =>
    catalogue.tables.filter((table) => table.schema === 'public' && wrong(table)).map(({ name }) => name)

  it('has tenant_id as the first column of its primary key', () => {
    const tenantFirst = (table: Table) =>
      table.constraints.some(({ definition }) => /^PRIMARY KEY \(tenant_id\b/.test(definition))
    expect(exposed((table) => !tenantFirst(table))).toEqual([])
  })

  it('has row-level security, forced on its owner too', () => {
    expect(exposed(({ security }) => !security.enabled || !security.forced)).toEqual([])
  })

  it('has a policy that compares tenant_id, for reading and for writing', () => {
    const own =
      /^permissive for \* using \(\(\(tenant_id\)::text = current_setting\('amiable\.tenant_id'::text, true\)\)\) with check/
    expect(exposed(({ policies }) => policies.length !== 1 || !own.test(policies[0]?.definition ?? ''))).toEqual([])
  })

  it('starts its foreign keys with tenant_id: a row cannot point at another office’s row', () => {
    const crossing = ({ constraints }: Table) =>
      constraints.some(
        ({ definition }) => definition.startsWith('FOREIGN KEY') && !definition.startsWith('FOREIGN KEY (tenant_id'),
      )
    expect(exposed(crossing)).toEqual([])
  })

  it('gives the timeline no right to update, delete or truncate', () => {
    const event = catalogue.tables.find(({ name }) => name === 'event')
    expect(event?.grants).toEqual(['insert, select to amiable_app'])
  })
})
