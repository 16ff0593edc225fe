/** `npm run generate:database`: writes src/platform/database-types.ts and sql/schema.sql from a database migrated for the purpose. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOwnerDb } from '../src/platform/db.ts'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'
import { readCatalogue } from './read-catalogue.ts'
import { writeDatabaseTypes } from './write-database-types.ts'
import { writeSchema } from './write-schema.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'amiable-schema-'))
const postgres = await startEmbeddedPostgres(folder, { durable: false })
try {
  await migrate(postgres.address)
  const owner = openOwnerDb(postgres.address)
  const catalogue = await readCatalogue(owner)
  await owner.destroy()
  writeFileSync(join(root, 'src/platform/database-types.ts'), writeDatabaseTypes(catalogue))
  writeFileSync(join(root, 'sql/schema.sql'), writeSchema(catalogue))
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
spawnSync('npx', ['biome', 'format', '--write', 'src/platform/database-types.ts'], { cwd: root, stdio: 'inherit' })
