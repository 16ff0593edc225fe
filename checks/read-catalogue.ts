import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../src/platform/db.ts'

/** A table as PostgreSQL's catalogue describes it. */
export type Table = {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
  /** `name` and definition, as `pg_get_constraintdef` writes it. */
  readonly constraints: readonly Definition[]
  readonly indexes: readonly Definition[]
  readonly policies: readonly Definition[]
  readonly triggers: readonly Definition[]
  readonly grants: readonly string[]
  /** Row-level security: on, and on for the owner too. */
  readonly security: { readonly enabled: boolean; readonly forced: boolean }
}

export type Column = {
  readonly name: string
  /** As declared: a domain keeps its name. */
  readonly type: string
  readonly nullable: boolean
  readonly default: string | null
  readonly identity: boolean
  /** Computed from the others: `default` is then its expression. */
  readonly computed: boolean
}

export type Definition = { readonly name: string; readonly definition: string }

export type Catalogue = {
  readonly domains: readonly Definition[]
  readonly tables: readonly Table[]
  readonly functions: readonly Definition[]
}

/** Everything that the migrations made, in an order that depends on names only. pg-boss keeps its own schema itself. */
export async function readCatalogue(owner: Db): Promise<Catalogue> {
  const tables = await rows<TableRow>(owner, TABLES)
  return {
    domains: await rows<Definition>(owner, DOMAINS),
    tables: await Promise.all(tables.map((table) => readTable(owner, table))),
    functions: await rows<Definition>(owner, FUNCTIONS),
  }
}

type TableRow = { oid: number; schema: string; name: string; enabled: boolean; forced: boolean }

async function rows<T>(owner: Db, query: RawBuilder<unknown>): Promise<T[]> {
  return (await query.execute(owner)).rows as T[]
}

async function readTable(owner: Db, { oid, schema, name, enabled, forced }: TableRow): Promise<Table> {
  const [columns, constraints, indexes, policies, triggers, grants] = await Promise.all([
    rows<Column>(owner, columnsOf(oid)),
    rows<Definition>(owner, constraintsOf(oid)),
    rows<Definition>(owner, indexesOf(oid)),
    rows<Definition>(owner, policiesOf(oid)),
    rows<Definition>(owner, triggersOf(oid)),
    rows<{ granted: string }>(owner, grantsOf(oid)),
  ])
  const security = { enabled, forced }
  return {
    schema,
    name,
    columns,
    constraints,
    indexes,
    policies,
    triggers,
    grants: grants.map((g) => g.granted),
    security,
  }
}

const OURS = sql`n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'pgboss')`

const TABLES = sql`
  select c.oid::int as oid, n.nspname as schema, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${OURS} order by n.nspname, c.relname`

const DOMAINS = sql`
  select t.typname as name, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
    (select 'collate ' || quote_ident(l.collname) from pg_collation l where l.oid = t.typcollation and l.collname <> 'default'),
    (select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid)
  ) as definition
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and ${OURS} order by t.typname`

const FUNCTIONS = sql`
  select p.proname as name, pg_get_functiondef(p.oid) as definition
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${OURS} and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname, pg_get_function_identity_arguments(p.oid)`

const columnsOf = (oid: number) => sql`
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
    pg_get_expr(d.adbin, d.adrelid) as "default", a.attidentity = 'a' as identity, a.attgenerated = 's' as computed
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`

// PostgreSQL 18 lists NOT NULL among the constraints; the columns already say it.
const constraintsOf = (oid: number) => sql`
  select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
  where conrelid = ${oid} and contype <> 'n' order by contype = 'p' desc, conname`

const indexesOf = (oid: number) => sql`
  select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ${oid} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = ${oid})
  order by c.relname`

const policiesOf = (oid: number) => sql`
  select polname as name, concat_ws(' ', case when polpermissive then 'permissive' else 'restrictive' end, 'for', polcmd::text,
    'using (' || pg_get_expr(polqual, polrelid) || ')', 'with check (' || pg_get_expr(polwithcheck, polrelid) || ')') as definition
  from pg_policy where polrelid = ${oid} order by polname`

const triggersOf = (oid: number) => sql`
  select tgname as name, pg_get_triggerdef(oid) as definition from pg_trigger
  where tgrelid = ${oid} and not tgisinternal order by tgname`

const grantsOf = (oid: number) => sql`
  select lower(string_agg(a.privilege_type, ', ' order by a.privilege_type)) || ' to ' || r.rolname as granted
  from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
  where c.oid = ${oid} and a.grantee <> c.relowner group by r.rolname order by r.rolname`
