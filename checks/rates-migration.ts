/** Prints `sql/0002-seed-rates.sql` from the rates of `src/domain/law/data`: `node checks/rates-migration.ts > sql/0002-seed-rates.sql`. */
import { ECB_RATES } from '../src/domain/law/data/ecb-rates.ts'
import { LEGAL_INTEREST_RATES } from '../src/domain/law/data/legal-interest-rates.ts'
import type { EcbRate, LegalRate } from '../src/domain/law/rates.ts'

const HEAD = `-- The legal interest rate and the ECB main refinancing rate, as dated rows (C. com. L441-10, CMF L313-2, CCP R2192-31).
-- Written by checks/rates-migration.ts from src/domain/law/data; a test compares. A later rate takes a migration of its own.
-- Reference data of the whole installation, the same for every office: no tenant, hence no row-level security, and a schema of
-- their own since every table of public belongs to a tenant. Through the application a row is added, never changed or removed.
create schema law;

create table law.legal_interest_rate (
  from_on        date primary key,
  to_on          date not null check (to_on >= from_on),
  individual_pct numeric(6,3) not null check (individual_pct >= 0),
  other_pct      numeric(6,3) not null check (other_pct >= 0),
  source         text not null,
  verified       boolean not null,
  recorded_by    text not null default 'amiable',
  recorded_at    timestamptz not null default now(),
  -- a day has one rate
  exclude using gist (daterange(from_on, to_on, '[]') with &&)
);

create table law.ecb_rate (
  -- the day on which it takes effect, about six days after the announcement
  effective_on date primary key,
  rate_pct     numeric(6,3) not null,
  source       text not null,
  verified     boolean not null,
  recorded_by  text not null default 'amiable',
  recorded_at  timestamptz not null default now()
);

grant usage on schema law to amiable_app;
grant select, insert on law.legal_interest_rate, law.ecb_rate to amiable_app;
`

/** The text of the migration that creates and fills the two tables. */
export function ratesMigration(legal: readonly LegalRate[], ecb: readonly EcbRate[]): string {
  return `${HEAD}
insert into law.legal_interest_rate (from_on, to_on, individual_pct, other_pct, source, verified) values
${legal.map(legalRow).join(',\n')};

insert into law.ecb_rate (effective_on, rate_pct, source, verified) values
${ecb.map(ecbRow).join(',\n')};
`
}

function legalRow(row: LegalRate): string {
  const rates = `${percent(row.individualMilliPct)}, ${percent(row.otherMilliPct)}`
  return `  ('${row.fromOn}', '${row.toOn}', ${rates}, ${text(row.source)}, ${row.verified})`
}

function ecbRow(row: EcbRate): string {
  return `  ('${row.effectiveOn}', ${percent(row.rateMilliPct)}, ${text(row.source)}, ${row.verified})`
}

function percent(milliPct: number): string {
  return (milliPct / 1000).toFixed(3)
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

if (import.meta.main) process.stdout.write(ratesMigration(LEGAL_INTEREST_RATES, ECB_RATES))
