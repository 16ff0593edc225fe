-- Scans of the slips of a letter (deposit, receipt, envelope returned): the proof that the typed number and dates rest on (S0-25).
create table letter_slip (
  tenant_id   id not null references auth.tenant,
  slip_id     id not null,
  delivery_id id not null,
  kind        text not null check (kind in ('deposit', 'receipt', 'returned')),
  sha256      text not null,
  media_type  text not null,
  file_name   text not null,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, slip_id),
  foreign key (tenant_id, delivery_id) references delivery
);
create index slip_of_delivery on letter_slip (tenant_id, delivery_id);

alter table letter_slip enable row level security;
alter table letter_slip force row level security;
create policy own_office on letter_slip using (tenant_id = current_setting('amiable.tenant_id', true))
  with check (tenant_id = current_setting('amiable.tenant_id', true));
grant select, insert on letter_slip to amiable_app;
