-- Who may enter. Users, sessions and passwords are kept by better-auth (its tables, in our names); who belongs to which office, with
-- what role, is ours. The schema has no row-level security: it is read before an office is known, by platform/auth and flow/setup only.

create table auth."user" (
  id             id primary key,
  name           text not null,
  email          text not null unique,
  email_verified boolean not null default false,
  image          text,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);

create table auth.session (
  id         id primary key,
  user_id    id not null references auth."user" on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_user on auth.session (user_id);

create table auth.account (
  id                       id primary key,
  user_id                  id not null references auth."user" on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
create index account_of_user on auth.account (user_id);

create table auth.verification (
  id         id primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth.member (
  tenant_id id not null references auth.tenant,
  user_id   id not null references auth."user" on delete cascade,
  role      text not null check (role in ('owner', 'collector', 'reader')),
  added_by  text not null,
  added_at  timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index member_user on auth.member (user_id);

-- A link shown once to the owner who adds somebody; only its SHA-256 is kept.
create table auth.invitation (
  token_sha256 text primary key,
  tenant_id    id not null references auth.tenant,
  email        text not null,
  role         text not null check (role in ('owner', 'collector', 'reader')),
  invited_by   text not null,
  expires_at   timestamptz not null,
  accepted_at  timestamptz,
  created_at   timestamptz not null default now()
);
create index invitation_of_tenant on auth.invitation (tenant_id);

-- Wrong passwords in a row, by account and by address (as SHA-256): 20 tries, then a wait (reliability A7-82).
create table auth.sign_in_failure (
  subject_sha256 text primary key,
  failures       integer not null,
  first_at       timestamptz not null default now()
);

grant select, insert, update, delete on auth."user", auth.session, auth.account, auth.verification, auth.member, auth.invitation, auth.sign_in_failure to amiable_app;

-- Search by the beginning of words in debtors: names, references, SIREN (search_text has no accents and no capitals).
create index debtor_words on debtor using gin (to_tsvector('simple', search_text));
