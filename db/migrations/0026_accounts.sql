-- Accounts that nobody but their owner knows the password of, and tokens by which programs act.

-- Null until whoever was invited has set one: nobody signs in without.
alter table users alter column password_hash drop not null;
-- What the page speaks to a person where their browser has no choice of its own.
alter table users add column language varchar(2);

-- Links by which people set their password, each good for one time. A new one takes the old one's place.
create table invitations (
  user_id uuid primary key references users (id) on delete restrict,
  code_sha256 bytea not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

-- What a person has let programs do in their name. Kept when revoked: it says who could do what until when.
create table api_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete restrict,
  name varchar(100) not null,
  -- SHA-256 of a 256-bit random secret: nothing to guess, so no slow hash
  token_sha256 bytea not null unique,
  -- no more than this, whatever its maker may do
  role varchar(20) not null check (role in ('OWNER', 'MANAGER', 'DESK', 'FIELD', 'DISPATCHER')),
  read_only boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  -- null for one that does not expire
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_tokens_user_id_idx on api_tokens (user_id);
