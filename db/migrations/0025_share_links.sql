-- Links by which anybody who has one sees a single car live, or a single route, until it ends. Only the
-- hash of what opens a link is here; links stay on record after their end.
create table share_links (
  id uuid primary key,
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  kind varchar(10) not null check (kind in ('live', 'route')),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  -- no foreign key: late data may take a route back, which ends the link with it
  route_id uuid,
  -- what the car is called there instead of its licence plate
  label varchar(80),
  created_by uuid not null references users (id) on delete restrict,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references users (id) on delete restrict,
  opened int not null default 0,
  last_opened_at timestamptz,
  check ((kind = 'route') = (route_id is not null)),
  check ((revoked_at is null) = (revoked_by is null)),
  check (expires_at > created_at)
);
create index share_links_vehicle_idx on share_links (vehicle_id, created_at desc);
create index share_links_created_idx on share_links (created_at desc, id desc);

alter table activities drop constraint activities_kind_check;
alter table activities add constraint activities_kind_check check (kind in ('alert_raised',
  'alert_raised_again', 'alert_resolved', 'booking_created', 'booking_void', 'handed_out', 'returned',
  'extension_requested', 'extension_approved', 'extension_denied', 'car_silent', 'car_heard',
  'link_made', 'link_revoked'));

create function tell_share_link() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into activities (cause, kind, at, vehicle_id, user_id, note)
    values ('shared:' || new.id, 'link_made', new.created_at, new.vehicle_id, new.created_by, new.label)
    on conflict (cause) do nothing;
  elsif old.revoked_at is null and new.revoked_at is not null then
    insert into activities (cause, kind, at, vehicle_id, user_id, note)
    values ('unshared:' || new.id, 'link_revoked', new.revoked_at, new.vehicle_id, new.revoked_by,
      new.label)
    on conflict (cause) do nothing;
  end if;
  return null;
end $$;
create trigger share_link_told after insert or update on share_links
  for each row execute function tell_share_link();
