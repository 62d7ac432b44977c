-- One-time codes by which the first owner of a new system is made. Each dashboard process prints one
-- of its own at its start, and any of them counts on every process; all go with the first owner.
create table setup_codes (
  code_sha256 bytea primary key,
  -- how often something else was tried while this one held
  wrong_tries int not null default 0,
  created_at timestamptz not null default now()
);
