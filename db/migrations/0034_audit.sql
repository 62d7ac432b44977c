-- Who changed what, when and from where: one row a change, each holding the hash of the one before, so
-- that nothing old can be altered, added or left out unnoticed.
create function instant_of(iso text) returns timestamptz language sql immutable strict as $$
  -- with its zone written out, a time depends on no setting
  select iso::timestamptz
$$;

create table audit_log (
  -- without gaps: a missing number is a missing row
  seq bigint primary key check (seq > 0),
  -- what is hashed, byte by byte; every column below is read out of it
  entry text not null,
  -- SHA-256 of the hash before it (32 zero bytes for the first) and the entry in UTF-8
  hash bytea not null check (octet_length(hash) = 32),
  at timestamptz not null generated always as (instant_of(entry::jsonb ->> 'at')) stored,
  -- null for the system itself
  user_id uuid generated always as ((entry::jsonb ->> 'userId')::uuid) stored,
  action varchar(120) not null generated always as (entry::jsonb ->> 'action') stored,
  record varchar(60) not null generated always as (entry::jsonb ->> 'record') stored,
  record_id varchar(100) generated always as (entry::jsonb ->> 'recordId') stored
);
create index audit_log_at_idx on audit_log (at);
create index audit_log_user_idx on audit_log (user_id, seq);
create index audit_log_record_idx on audit_log (record, record_id, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: what was wrong is set right by a new entry', tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_stays before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_is_not_emptied before truncate on audit_log
  for each statement execute function refuse_change();

-- Adds an entry. `app.actor` is the JSON of who acts and from where, set for the transaction; without it
-- the system acts. Everybody waits for everybody here: call it last in a transaction, under no plan to
-- lock anything else.
create function append_audit(content jsonb) returns void language plpgsql as $$
declare
  last_seq bigint;
  last_hash bytea;
  chained text;
begin
  perform pg_advisory_xact_lock(7205759404);
  select seq, hash into last_seq, last_hash from audit_log order by seq desc limit 1;
  chained := (
    coalesce(nullif(current_setting('app.actor', true), ''), '{"action":"system"}')::jsonb || content ||
    jsonb_build_object('seq', coalesce(last_seq, 0) + 1, 'at',
      to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  )::text;
  insert into audit_log (seq, entry, hash) values (coalesce(last_seq, 0) + 1, chained,
    sha256(coalesce(last_hash, decode(repeat('00', 32), 'hex')) || convert_to(chained, 'UTF8')));
end $$;

-- Notes a change of a record, when its transaction commits: taken then, the lock on the log is the last
-- one, and nobody who holds it waits for a row. Arguments: the column that names the record, columns whose
-- change alone is no news, and columns of which only that they changed may be told.
create function audit_change() returns trigger language plpgsql as $$
declare
  quiet text[] := tg_argv[1]::text[] || array['updated_at', 'revision'];
  hidden text[] := tg_argv[2]::text[];
  was jsonb := coalesce(to_jsonb(old), '{}') - quiet;
  now_is jsonb := coalesce(to_jsonb(new), '{}') - quiet;
  before jsonb;
  after jsonb;
begin
  select jsonb_object_agg(key, case when key = any(hidden) then '"hidden"' else value end)
  into before from jsonb_each(was) where now_is -> key is distinct from value and value <> 'null';
  select jsonb_object_agg(key, case when key = any(hidden) then '"hidden"' else value end)
  into after from jsonb_each(now_is)
  where was -> key is distinct from value and (tg_op = 'UPDATE' or value <> 'null');
  if before is null and after is null then return null; end if;
  perform append_audit(jsonb_build_object('record', tg_table_name, 'change', lower(tg_op),
    'recordId', coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0], 'before', before, 'after', after));
  return null;
end $$;

create function audit_records(record regclass, key text, quiet text[], hidden text[])
returns void language plpgsql as $$
begin
  execute format('create constraint trigger %I after insert or update or delete on %s
    deferrable initially deferred for each row execute function audit_change(%L, %L, %L)',
    record::text || '_audited', record, key, quiet::text, hidden::text);
end $$;

select audit_records(record::regclass, key, quiet::text[], hidden::text[]) from (values
  ('branches', 'id', '{}', '{}'),
  ('users', 'id', '{totp_last_step}', '{password_hash,totp_secret}'),
  ('invitations', 'user_id', '{}', '{code_sha256}'),
  ('sessions', 'id', '{last_seen_at}', '{token_sha256}'),
  ('api_tokens', 'id', '{last_used_at}', '{token_sha256}'),
  ('drivers', 'id', '{}', '{}'),
  ('vehicles', 'id', '{}', '{}'),
  ('vehicle_driver_assignments', 'id', '{}', '{}'),
  ('devices', 'id', '{}', '{secret_sha256}'),
  ('device_mountings', 'id', '{}', '{}'),
  ('device_commands', 'id', '{attempts,send_after,ask_at}', '{}'),
  ('geofences', 'id', '{}', '{}'),
  ('detection_rules', 'id', '{}', '{}'),
  ('bookings', 'id', '{}', '{}'),
  ('booking_extensions', 'id', '{}', '{}'),
  ('fuel_records', 'id', '{}', '{}'),
  ('fuel_record_versions', 'record_id', '{}', '{}'),
  ('fuel_proposal_dismissals', 'detection_id', '{start_time,end_time,evidence,others}', '{}'),
  ('share_links', 'id', '{opened,last_opened_at}', '{token_sha256}')
) as audited (record, key, quiet, hidden);

-- What the system does to alerts follows from the log of observations; people's steps follow from nothing.
create constraint trigger alert_history_audited after insert on alert_history
  deferrable initially deferred for each row when (new.user_id is not null)
  execute function audit_change('alert_id', '{}', '{}');
create constraint trigger alert_history_stays_audited after update or delete on alert_history
  deferrable initially deferred for each row execute function audit_change('alert_id', '{}', '{}');
drop function audit_records;
