-- Tables by the folder that writes them (architecture: one writer per table). Every key begins with tenant_id, so that one office's rows
-- stay together, row-level security protects them, and the schema can be spread over a distributed PostgreSQL unchanged.
-- Written to the subset of PostgreSQL 15.

create domain id as text collate "C" check (value ~ '^[a-z]{2,4}_[0-9a-z_]{4,60}$');
create domain cents as bigint;
create domain currency_code as text collate "C" check (value ~ '^[A-Z]{3}$');

-- auth: who may enter. The registry of offices and their members has no row-level security: it is read before a tenant is known.
create schema auth;
create table auth.tenant (
  tenant_id  id primary key,
  name       text not null,
  created_at timestamptz not null default now()
);

-- setup ------------------------------------------------------------------------------------------------------------------------------
create table creditor (
  tenant_id        id not null references auth.tenant,
  creditor_id      id not null,
  name             text not null,
  legal_form       text,
  siren            text,
  vat_number       text,
  address_lines    text[] not null default '{}',
  postcode         text not null default '',
  city             text not null default '',
  country          text not null default 'FR',
  territory        text not null default 'metropole',
  rcs_city         text,
  capital_cents    cents,
  iban             text,
  bic              text,
  account_holder   text,
  logo_sha256      text,
  signatory_name   text,
  signatory_role   text,
  phone            text,
  email            text,
  mediator_name    text,
  mediator_address text,
  mediator_site    text,
  payment_terms    text not null default '30',
  penalty_rate_pct numeric(6,3),
  discount_terms   text,
  charges_default  text not null default 'reserve' check (charges_default in ('claim', 'reserve', 'waive')),
  scenario_code    text not null default 'equilibre',
  created_at       timestamptz not null default now(),
  primary key (tenant_id, creditor_id)
);

create table contact_policy (
  tenant_id  id not null references auth.tenant,
  version    integer not null,
  definition jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

-- Sending is off until a person switches it on; the newest row decides (experience: « Activer les envois », « Tout arrêter »).
create table sending_switch (
  tenant_id  id not null references auth.tenant,
  switch_id  bigint generated always as identity,
  position   text not null check (position in ('on', 'off')),
  reason     text,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, switch_id)
);

create table scenario_version (
  tenant_id     id not null references auth.tenant,
  scenario_code text not null,
  version       integer not null,
  definition    jsonb not null,
  decided_by    text not null,
  decided_at    timestamptz not null default now(),
  primary key (tenant_id, scenario_code, version)
);

create table template_version (
  tenant_id     id not null references auth.tenant,
  template_code text not null,
  regime        text not null,
  language      text not null,
  version       integer not null,
  source        text not null,
  decided_by    text not null,
  decided_at    timestamptz not null default now(),
  primary key (tenant_id, template_code, regime, language, version)
);

create table mail_account (
  tenant_id   id not null references auth.tenant,
  creditor_id id not null,
  version     integer not null,
  -- smtp(s):// address sealed with the installation's secret (platform/seal)
  sealed_url  text not null,
  from_name   text not null,
  from_email  text not null,
  reply_to    text,
  decided_by  text not null,
  decided_at  timestamptz not null default now(),
  primary key (tenant_id, creditor_id, version),
  foreign key (tenant_id, creditor_id) references creditor
);

-- import -----------------------------------------------------------------------------------------------------------------------------
create table import_batch (
  tenant_id       id not null references auth.tenant,
  import_batch_id id not null,
  creditor_id     id not null,
  file_name       text not null,
  file_sha256     text not null,
  format          text not null,
  options         jsonb not null default '{}',
  counts          jsonb not null default '{}',
  problems        jsonb not null default '[]',
  state           text not null check (state in ('previewed', 'committed', 'undone')),
  created_by      text not null,
  created_at      timestamptz not null default now(),
  committed_at    timestamptz,
  undone_at       timestamptz,
  undone_by       text,
  primary key (tenant_id, import_batch_id),
  foreign key (tenant_id, creditor_id) references creditor
);

create table import_mapping (
  tenant_id   id not null references auth.tenant,
  creditor_id id not null,
  fingerprint text not null,
  mapping     jsonb not null,
  decided_by  text not null,
  decided_at  timestamptz not null default now(),
  primary key (tenant_id, creditor_id, fingerprint),
  foreign key (tenant_id, creditor_id) references creditor
);

-- ledger -----------------------------------------------------------------------------------------------------------------------------
create table debtor (
  tenant_id         id not null references auth.tenant,
  debtor_id         id not null,
  creditor_id       id not null,
  -- the customer code of the accounting software, or null for a debtor typed by hand
  reference         text,
  name              text not null,
  kind              text not null default 'company',
  siren             text,
  vat_number        text,
  language          text not null default 'fr' check (language in ('fr', 'en')),
  address_lines     text[] not null default '{}',
  postcode          text not null default '',
  city              text not null default '',
  country           text not null default 'FR',
  territory         text not null default 'metropole',
  direct_debit      boolean not null default false,
  large_account     boolean not null default false,
  bad_payer         boolean not null default false,
  terms_accepted_on date,
  payment_terms     text,
  scenario_code     text,
  charges_default   text check (charges_default in ('claim', 'reserve', 'waive')),
  import_batch_id   id,
  -- lower case without accents: name, reference, SIREN (written by ledger/parties)
  search_text       text not null default '',
  created_at        timestamptz not null default now(),
  archived_at       timestamptz,
  primary key (tenant_id, debtor_id),
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, import_batch_id) references import_batch,
  unique (tenant_id, creditor_id, reference)
);

create table contact (
  tenant_id        id not null references auth.tenant,
  contact_id       id not null,
  debtor_id        id not null,
  name             text,
  salutation       text,
  role             text not null default 'other',
  email            text,
  phone            text,
  mobile           text,
  email_refused_on date,
  rank             integer not null default 1,
  import_batch_id  id,
  created_at       timestamptz not null default now(),
  removed_at       timestamptz,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, debtor_id) references debtor
);
create index contact_of_debtor on contact (tenant_id, debtor_id) where removed_at is null;

create table invoice (
  tenant_id       id not null references auth.tenant,
  invoice_id      id not null,
  creditor_id     id not null,
  debtor_id       id not null,
  number          text not null,
  issued_on       date not null,
  due_on          date not null,
  -- where the due date comes from (S0-3): the invoice, the debtor's terms, the terms of sale
  due_origin      text not null check (due_origin in ('invoice', 'debtor_terms', 'terms_of_sale', 'computed')),
  amount_cents    cents not null check (amount_cents > 0),
  currency        currency_code not null default 'EUR',
  label           text,
  purchase_order  text,
  completed_on    date,
  direct_debit    boolean not null default false,
  document_sha256 text,
  import_batch_id id,
  created_at      timestamptz not null default now(),
  -- a draft or a cancelled invoice is never chased (pitfall 11)
  cancelled_at    timestamptz,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, debtor_id) references debtor,
  foreign key (tenant_id, creditor_id) references creditor,
  foreign key (tenant_id, import_batch_id) references import_batch,
  unique (tenant_id, creditor_id, number, debtor_id)
);
create index invoice_of_debtor on invoice (tenant_id, debtor_id);
create index invoice_number on invoice (tenant_id, lower(number) text_pattern_ops);

-- Contractual instalments of one invoice; none means the whole is due on invoice.due_on (pitfall 27).
create table instalment (
  tenant_id    id not null references auth.tenant,
  invoice_id   id not null,
  rank         integer not null,
  due_on       date not null,
  amount_cents cents not null check (amount_cents > 0),
  primary key (tenant_id, invoice_id, rank),
  foreign key (tenant_id, invoice_id) references invoice
);

-- Every movement of money on a debtor's account. amount_cents is positive; kind gives the direction. Never edited: reversed.
create table entry (
  tenant_id       id not null references auth.tenant,
  entry_id        id not null,
  creditor_id     id not null,
  debtor_id       id not null,
  kind            text not null check (kind in ('payment', 'credit_note', 'reversal')),
  on_day          date not null,
  amount_cents    cents not null check (amount_cents > 0),
  currency        currency_code not null default 'EUR',
  reference       text,
  method          text,
  label           text,
  reverses_id     id,
  -- key of the row in the file it came from: the same file twice adds nothing (I7)
  source_key      text,
  import_batch_id id,
  recorded_by     text not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, debtor_id) references debtor,
  foreign key (tenant_id, reverses_id) references entry,
  foreign key (tenant_id, import_batch_id) references import_batch,
  unique (tenant_id, creditor_id, source_key),
  unique (tenant_id, reverses_id)
);
create index entry_of_debtor on entry (tenant_id, debtor_id);

-- What part of an entry settles what invoice; a reversal carries the negative of what it undoes.
create table allocation (
  tenant_id     id not null references auth.tenant,
  allocation_id id not null,
  entry_id      id not null,
  invoice_id    id not null,
  amount_cents  cents not null check (amount_cents <> 0),
  how           text not null check (how in ('explicit', 'reference', 'oldest_first', 'reversal')),
  recorded_by   text not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, allocation_id),
  foreign key (tenant_id, entry_id) references entry,
  foreign key (tenant_id, invoice_id) references invoice
);
create index allocation_of_invoice on allocation (tenant_id, invoice_id);
create index allocation_of_entry on allocation (tenant_id, entry_id);

-- Claim or waive is explicit; the newest row for an invoice and kind decides (pitfall 30).
create table charge_decision (
  tenant_id   id not null references auth.tenant,
  decision_id bigint generated always as identity,
  invoice_id  id not null,
  charge      text not null check (charge in ('penalty', 'indemnity')),
  decision    text not null check (decision in ('claim', 'reserve', 'waive')),
  reason      text,
  decided_by  text not null,
  decided_at  timestamptz not null default now(),
  primary key (tenant_id, decision_id),
  foreign key (tenant_id, invoice_id) references invoice
);
create index charge_decision_of_invoice on charge_decision (tenant_id, invoice_id);

-- Up to what day the payments of a creditor are known (bank file, accounting file, or a person saying so).
create table payments_known (
  tenant_id   id not null references auth.tenant,
  known_id    bigint generated always as identity,
  creditor_id id not null,
  until_day   date not null,
  source      text not null,
  import_batch_id id,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, known_id),
  foreign key (tenant_id, creditor_id) references creditor
);
create index payments_known_of_creditor on payments_known (tenant_id, creditor_id, until_day desc);

-- plan -------------------------------------------------------------------------------------------------------------------------------
-- A case is what one debtor owes one creditor in one currency. look_on is the first day on which the calendar can change the decision,
-- so that the daily run costs what is due today and not what is in the portfolio. The figures are a projection of the entries,
-- rewritten each time the case is decided.
create table collection_case (
  tenant_id        id not null references auth.tenant,
  case_id          id not null,
  debtor_id        id not null,
  creditor_id      id not null,
  currency         currency_code not null,
  scenario_code    text,
  scenario_version integer,
  cycle            integer not null default 1,
  look_on          date,
  state            text not null default 'new' check (state in ('new', 'waiting', 'acting', 'held', 'asking', 'ended', 'settled')),
  reason           text,
  next_step        text,
  next_on          date,
  open_cents       cents not null default 0,
  overdue_cents    cents not null default 0,
  oldest_due_on    date,
  decided_on       date,
  opened_at        timestamptz not null default now(),
  primary key (tenant_id, case_id),
  foreign key (tenant_id, debtor_id) references debtor,
  unique (tenant_id, debtor_id, currency)
);
create index case_to_look_at on collection_case (tenant_id, look_on, case_id) where look_on is not null;
create index case_by_overdue on collection_case (tenant_id, overdue_cents desc, case_id);

-- One row per act the plan decided. The unique key is the promise « never twice the same reminder » (pitfalls 1 to 3):
-- a step is taken once for the claim that leads it, in one cycle, on one channel.
create table action (
  tenant_id        id not null references auth.tenant,
  action_id        id not null,
  case_id          id not null,
  step_code        text not null,
  step_index       integer not null,
  leader_id        id not null,
  cycle            integer not null,
  channel          text not null check (channel in ('email', 'post', 'registered', 'sms', 'phone')),
  template_code    text not null,
  tone_level       integer not null check (tone_level between 1 and 5),
  scenario_code    text not null,
  scenario_version integer not null,
  -- invoices listed, and the stage each one reaches by this act (parallel arrays)
  invoice_ids      text[] not null,
  invoice_stages   integer[] not null,
  total_cents      cents not null,
  planned_on       date not null,
  pay_by           date,
  approval_mode    text not null check (approval_mode in ('automatic', 'confirm', 'manual')),
  state            text not null check (state in ('proposed', 'approved', 'skipped', 'cancelled')),
  reason           text not null,
  leaves_at        timestamptz,
  closed_on        date,
  primary key (tenant_id, action_id),
  foreign key (tenant_id, case_id) references collection_case,
  unique (tenant_id, case_id, step_code, leader_id, cycle, channel)
);
create index action_open on action (tenant_id, state, channel, action_id) where state in ('proposed', 'approved');

create table approval (
  tenant_id   id not null references auth.tenant,
  approval_id bigint generated always as identity,
  action_id   id not null,
  decision    text not null check (decision in ('approved', 'refused', 'withdrawn')),
  reason      text,
  decided_by  text not null,
  decided_at  timestamptz not null default now(),
  primary key (tenant_id, approval_id),
  foreign key (tenant_id, action_id) references action
);
create index approval_of_action on approval (tenant_id, action_id);

-- Why nobody is contacted: for one invoice or for the whole debtor, with a last day when there is one.
create table hold (
  tenant_id  id not null references auth.tenant,
  hold_id    id not null,
  debtor_id  id not null,
  invoice_id id,
  kind       text not null check (kind in ('dispute', 'promise', 'plan', 'pause', 'insolvency', 'overindebtedness', 'reply', 'phone_refused')),
  reason     text,
  from_day   date not null,
  -- last day on which the hold is in force, counted in Paris; null = until a person ends it
  until_day  date,
  -- promise: what was promised; dispute: the part disputed
  amount_cents cents,
  created_by text not null,
  created_at timestamptz not null default now(),
  ended_by   text,
  ended_at   timestamptz,
  ended_reason text,
  primary key (tenant_id, hold_id),
  foreign key (tenant_id, debtor_id) references debtor,
  foreign key (tenant_id, invoice_id) references invoice
);
create index hold_of_debtor on hold (tenant_id, debtor_id) where ended_at is null;

-- One planned day is done once (reliability A4): the hourly tick asks « is today done? ».
create table day_run (
  tenant_id    id not null references auth.tenant,
  business_day date not null,
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  counts       jsonb not null default '{}',
  -- set when the backlog is unusual and a person must confirm before anything leaves
  waits_for_person_since timestamptz,
  confirmed_by text,
  primary key (tenant_id, business_day)
);

-- compose ----------------------------------------------------------------------------------------------------------------------------
-- What an act says: the exact bytes are in the document store under their SHA-256.
create table message (
  tenant_id        id not null references auth.tenant,
  message_id       id not null,
  action_id        id not null,
  channel          text not null,
  recipient        text not null,
  recipient_name   text,
  subject          text not null,
  content_sha256   text not null,
  media_type       text not null,
  text_sha256      text not null,
  total_cents      cents not null,
  composed_for     date not null,
  -- of the facts it was written from: when they change before the claim, the message is written again
  facts_sha256     text not null,
  template_version text not null,
  findings         jsonb not null default '[]',
  composed_at      timestamptz not null default now(),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, action_id) references action
);
create index message_of_action on message (tenant_id, action_id);

-- dispatch ---------------------------------------------------------------------------------------------------------------------------
create table delivery (
  tenant_id       id not null references auth.tenant,
  delivery_id     id not null,
  action_id       id not null,
  message_id      id,
  debtor_id       id not null,
  channel         text not null,
  recipient       text not null,
  state           text not null check (state in ('to_do', 'reserved', 'sending', 'retry', 'sent', 'failed', 'uncertain', 'cancelled')),
  -- RFC 5322 Message-ID, fixed before connecting and kept on every retry
  mail_message_id text,
  in_reply_to     text,
  tries           integer not null default 0,
  retry_at        timestamptz,
  claimed_at      timestamptz,
  settled_at      timestamptz,
  -- business day of the contact, for gaps and caps
  done_on         date,
  server_reply    text,
  failure_code    text,
  settled_by      text,
  -- registered letter: number and its dates, entered by hand (S0-25)
  tracking_number text,
  deposited_on    date,
  presented_on    date,
  received_on     date,
  outcome         text,
  primary key (tenant_id, delivery_id),
  foreign key (tenant_id, action_id) references action,
  foreign key (tenant_id, message_id) references message,
  foreign key (tenant_id, debtor_id) references debtor,
  unique (tenant_id, action_id, channel, recipient)
);
create index delivery_open on delivery (tenant_id, state, retry_at) where state in ('to_do', 'reserved', 'sending', 'retry', 'uncertain');
create index delivery_of_debtor on delivery (tenant_id, debtor_id, done_on);
create unique index delivery_mail_message_id on delivery (tenant_id, mail_message_id) where mail_message_id is not null;

create table attempt (
  tenant_id    id not null references auth.tenant,
  attempt_id   bigint generated always as identity,
  delivery_id  id not null,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  result       text check (result in ('sent', 'retry', 'failed', 'uncertain')),
  server_reply text,
  primary key (tenant_id, attempt_id),
  foreign key (tenant_id, delivery_id) references delivery
);
create index attempt_of_delivery on attempt (tenant_id, delivery_id);

-- follow-up --------------------------------------------------------------------------------------------------------------------------
-- A contact made outside Amiable counts for gaps and caps (reliability T-09).
create table outside_contact (
  tenant_id   id not null references auth.tenant,
  contact_made_id id not null,
  debtor_id   id not null,
  channel     text not null,
  on_day      date not null,
  note        text,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, contact_made_id),
  foreign key (tenant_id, debtor_id) references debtor
);
create index outside_contact_of_debtor on outside_contact (tenant_id, debtor_id, on_day);

-- timeline ---------------------------------------------------------------------------------------------------------------------------
-- Every act appends one event in its own transaction. Never updated, never deleted (rights are revoked below).
create table event (
  tenant_id  id not null references auth.tenant,
  event_id   bigint generated always as identity,
  debtor_id  id,
  case_id    id,
  kind       text not null,
  actor      text not null,
  facts      jsonb not null default '{}',
  at         timestamptz not null default now(),
  primary key (tenant_id, event_id),
  foreign key (tenant_id, debtor_id) references debtor
);
create index event_of_debtor on event (tenant_id, debtor_id, event_id);

-- platform ---------------------------------------------------------------------------------------------------------------------------
create table idempotency (
  tenant_id    id not null references auth.tenant,
  key          text not null,
  request_hash text not null,
  status       integer,
  response     jsonb,
  created_at   timestamptz not null default now(),
  primary key (tenant_id, key)
);

-- waking a case ----------------------------------------------------------------------------------------------------------------------
-- Any change of a fact makes its case due for a new decision. In the database, so that no writer can forget it; by statement, so that an
-- import of 200,000 lines wakes its cases in one update. 1970-01-01 sorts before every day that the calendar gives.
create function wake_cases_of_debtors(tenant text, debtors text[]) returns void language sql as $$
  update collection_case set look_on = date '1970-01-01'
  where tenant_id = tenant and debtor_id = any (debtors) and look_on is distinct from date '1970-01-01'
$$;

create function wake_cases() returns trigger language plpgsql as $$
declare one record;
begin
  for one in select tenant_id, array_agg(distinct debtor_id::text) as debtors from changed_rows group by tenant_id loop
    perform wake_cases_of_debtors(one.tenant_id, one.debtors);
  end loop;
  return null;
end $$;

create function wake_cases_of_invoices() returns trigger language plpgsql as $$
declare one record;
begin
  for one in
    select i.tenant_id, array_agg(distinct i.debtor_id::text) as debtors
    from changed_rows c join invoice i on i.tenant_id = c.tenant_id and i.invoice_id = c.invoice_id group by i.tenant_id
  loop
    perform wake_cases_of_debtors(one.tenant_id, one.debtors);
  end loop;
  return null;
end $$;

-- The first invoice of a debtor in a currency opens the case; its identifier is derived, so that two writers cannot open two.
create function open_cases() returns trigger language plpgsql as $$
begin
  insert into collection_case (tenant_id, case_id, debtor_id, creditor_id, currency, look_on)
  select distinct tenant_id,
         'cas_' || substr(debtor_id::text, 5) || case when currency = 'EUR' then '' else '_' || lower(currency::text) end,
         debtor_id, creditor_id, currency, date '1970-01-01'
  from changed_rows
  on conflict do nothing;
  return null;
end $$;

do $$
declare one text;
begin
  foreach one in array array['invoice', 'entry', 'hold', 'contact', 'debtor', 'delivery', 'outside_contact'] loop
    execute format('create trigger wake_on_insert after insert on %I referencing new table as changed_rows for each statement execute function wake_cases()', one);
    execute format('create trigger wake_on_update after update on %I referencing new table as changed_rows for each statement execute function wake_cases()', one);
    execute format('create trigger wake_on_delete after delete on %I referencing old table as changed_rows for each statement execute function wake_cases()', one);
  end loop;
  foreach one in array array['allocation', 'charge_decision', 'instalment'] loop
    execute format('create trigger wake_on_insert after insert on %I referencing new table as changed_rows for each statement execute function wake_cases_of_invoices()', one);
    execute format('create trigger wake_on_delete after delete on %I referencing old table as changed_rows for each statement execute function wake_cases_of_invoices()', one);
  end loop;
end $$;
-- fires before wake_on_insert (triggers run in name order)
create trigger open_cases_on_insert after insert on invoice referencing new table as changed_rows for each statement execute function open_cases();

-- row-level security -----------------------------------------------------------------------------------------------------------------
-- No tenant set: current_setting gives null, the comparison is null, no row is seen.
do $$
declare one text;
begin
  for one in select table_name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1 loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy own_office on %I using (tenant_id = current_setting(''amiable.tenant_id'', true)) with check (tenant_id = current_setting(''amiable.tenant_id'', true))', one);
  end loop;
end $$;

grant usage on schema public, auth to amiable_app;
grant select, insert, update, delete on all tables in schema public to amiable_app;
grant select, insert, update on auth.tenant to amiable_app;
grant usage on all sequences in schema public to amiable_app;
revoke update, delete, truncate on event from amiable_app;
