-- An observation is stored under the car its tracker was in by the mountings that are in force when
-- its batch is committed. So every change of a mounting raises the version; batches share its row for
-- their commit, and whoever changes mountings locks it before looking at what is stored.
create table mounting_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null default 0
);
insert into mounting_version default values;

-- The version a row was written under: what has changed since an earlier one. Mountings are ended,
-- never deleted.
alter table device_mountings add column version bigint not null default 0;
create function number_mounting_change() returns trigger language plpgsql as $$
begin
  update mounting_version set version = version + 1 returning version into new.version;
  return new;
end $$;
create trigger device_mountings_version before insert or update on device_mountings
  for each row execute function number_mounting_change();

-- Observations that were filed under a car their tracker was not in: frames under the right one, on
-- their way back into the telemetry stream. Written with the batch that leaves them out, removed once
-- the stream has them.
create table refiled_frames (
  id bigint generated always as identity primary key,
  frame bytea not null,
  created_at timestamptz not null default now()
);
