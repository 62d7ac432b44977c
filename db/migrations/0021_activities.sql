-- What happened in the business, in the order in which it became known: what its owner reads who has
-- been away. Written by triggers in the transaction of the change, whoever makes it; the records
-- themselves stay where they are.
create table activities (
  id bigint generated always as identity primary key,
  -- names what it tells of, so that a replay that says the same again adds nothing
  cause varchar(100) not null unique,
  kind varchar(30) not null check (kind in ('alert_raised', 'alert_raised_again', 'alert_resolved',
    'booking_created', 'booking_void', 'handed_out', 'returned', 'extension_requested',
    'extension_approved', 'extension_denied', 'car_silent', 'car_heard')),
  -- when it happened; a return may be entered hours later
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  booking_id uuid references bookings (id) on delete restrict,
  extension_id uuid references booking_extensions (id) on delete restrict,
  alert_id uuid references alerts (id) on delete restrict,
  -- null for the system
  user_id uuid references users (id) on delete restrict,
  -- what the person said, or how far an overdue return has come
  note varchar(1000)
);
create index activities_recorded_idx on activities (recorded_at);

-- How far each person has read, so that all of their devices agree.
create table activity_marks (
  user_id uuid primary key references users (id) on delete restrict,
  activity_id bigint not null,
  marked_at timestamptz not null default now()
);

-- That a car cannot be heard is told by its silence below, not a second time by the alert of it.
create function activity_of_step(action varchar, alert_type varchar) returns varchar
language sql immutable as $$
  select case
    when alert_type = 'offline' then null
    when action = 'raised' then 'alert_raised'
    when action = 'raised_again' then 'alert_raised_again'
    when action in ('recorded', 'reopened', 'snooze_over', 'acknowledge', 'assign', 'snooze',
      'unsnooze', 'reopen') then null
    else 'alert_resolved' end
$$;

create function tell_alert_step() returns trigger language plpgsql as $$
begin
  insert into activities (cause, kind, at, vehicle_id, booking_id, alert_id, user_id, note)
  select 'step:' || new.id, activity_of_step(new.action, a.type), new.at, a.vehicle_id, a.booking_id,
    a.id, new.user_id, new.note
  from alerts a where a.id = new.alert_id and activity_of_step(new.action, a.type) is not null
  on conflict (cause) do nothing;
  return null;
end $$;
create trigger alert_step_told after insert on alert_history
  for each row execute function tell_alert_step();

create function tell_booking() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into activities (cause, kind, at, vehicle_id, booking_id, user_id)
    values ('created:' || new.id, 'booking_created', new.created_at, new.vehicle_id, new.id,
      new.created_by) on conflict (cause) do nothing;
    return null;
  end if;
  if old.handed_out_at is null and new.handed_out_at is not null then
    insert into activities (cause, kind, at, vehicle_id, booking_id)
    values ('out:' || new.id, 'handed_out', new.handed_out_at, new.vehicle_id, new.id)
    on conflict (cause) do nothing;
  end if;
  if old.returned_at is null and new.returned_at is not null then
    insert into activities (cause, kind, at, vehicle_id, booking_id)
    values ('returned:' || new.id, 'returned', new.returned_at, new.vehicle_id, new.id)
    on conflict (cause) do nothing;
  end if;
  if old.status <> 'VOID' and new.status = 'VOID' then
    insert into activities (cause, kind, at, vehicle_id, booking_id, note)
    values ('void:' || new.id, 'booking_void', now(), new.vehicle_id, new.id, new.void_reason)
    on conflict (cause) do nothing;
  end if;
  return null;
end $$;
create trigger booking_told after insert or update on bookings
  for each row execute function tell_booking();

create function tell_extension() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.status = new.status then return null; end if;
  insert into activities (cause, kind, at, vehicle_id, booking_id, extension_id, user_id, note)
  select lower(new.status) || ':' || new.id,
    case new.status when 'PENDING' then 'extension_requested' when 'APPROVED' then 'extension_approved'
      else 'extension_denied' end,
    coalesce(new.decided_at, new.requested_at), b.vehicle_id, b.id, new.id,
    case new.status when 'PENDING' then new.requested_by else new.decided_by end,
    case new.status when 'PENDING' then new.note else new.decision_note end
  from bookings b where b.id = new.booking_id
  on conflict (cause) do nothing;
  return null;
end $$;
create trigger extension_told after insert or update on booking_extensions
  for each row execute function tell_extension();

-- A conclusion: what late data takes back, the owner need not read.
create function tell_silence() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from activities where cause in ('silent:' || old.id, 'heard:' || old.id);
    return null;
  end if;
  insert into activities (cause, kind, at, vehicle_id)
  values ('silent:' || new.id, 'car_silent', new.start_time, new.vehicle_id)
  on conflict (cause) do nothing;
  if new.end_time is not null then
    insert into activities (cause, kind, at, vehicle_id)
    values ('heard:' || new.id, 'car_heard', new.end_time, new.vehicle_id)
    on conflict (cause) do nothing;
  end if;
  return null;
end $$;
create trigger silence_told after insert or update on detections for each row
  when (new.type = 'offline' and new.certainty = 'confirmed') execute function tell_silence();
create trigger silence_taken_back after delete on detections for each row
  when (old.type = 'offline') execute function tell_silence();

-- What happened before there was this table, as far as it is on record.
insert into activities (cause, kind, at, recorded_at, vehicle_id, booking_id, extension_id, alert_id,
  user_id, note)
select cause, kind, at, at, vehicle_id, booking_id, extension_id, alert_id, user_id, note from (
  select 'step:' || h.id as cause, activity_of_step(h.action, a.type) as kind, h.at, a.vehicle_id,
    a.booking_id, null::uuid as extension_id, a.id as alert_id, h.user_id, h.note
  from alert_history h join alerts a on a.id = h.alert_id
  where activity_of_step(h.action, a.type) is not null
  union all
  select 'created:' || id, 'booking_created', created_at, vehicle_id, id, null, null, created_by, null
  from bookings
  union all
  select 'out:' || id, 'handed_out', handed_out_at, vehicle_id, id, null, null, null, null
  from bookings where handed_out_at is not null
  union all
  select 'returned:' || id, 'returned', returned_at, vehicle_id, id, null, null, null, null
  from bookings where returned_at is not null
  union all
  select 'void:' || id, 'booking_void', updated_at, vehicle_id, id, null, null, null, void_reason
  from bookings where status = 'VOID'
  union all
  select 'pending:' || e.id, 'extension_requested', e.requested_at, b.vehicle_id, b.id, e.id, null,
    e.requested_by, e.note
  from booking_extensions e join bookings b on b.id = e.booking_id
  union all
  select lower(e.status) || ':' || e.id, 'extension_' || lower(e.status), e.decided_at, b.vehicle_id,
    b.id, e.id, null, e.decided_by, e.decision_note
  from booking_extensions e join bookings b on b.id = e.booking_id where e.status <> 'PENDING'
  union all
  select 'silent:' || id, 'car_silent', start_time, vehicle_id, null, null, null, null, null
  from detections where type = 'offline' and certainty = 'confirmed'
  union all
  select 'heard:' || id, 'car_heard', end_time, vehicle_id, null, null, null, null, null
  from detections where type = 'offline' and certainty = 'confirmed' and end_time is not null
) known
where at > now() - interval '90 days'
order by at;
