-- Fuel as a ledger: what people paid for, held against what the tank showed, and what came of both.
-- Entries are corrected and made void, never deleted; matches and figures are conclusions.

-- Money is integer minor units of the currency beside it, so that sums are exact; the document's
-- decimal columns stay, wide enough for currencies of three digits.
drop index fuel_records_vehicle_date_idx;
alter table fuel_records
  alter column fuel_cost type numeric(13, 3),
  alter column cost_per_liter type numeric(12, 3),
  add column fuel_cost_minor bigint not null check (fuel_cost_minor >= 0),
  add column currency char(3) not null,
  -- the tank was filled up, so that the litres since the fill before it are what was burnt
  add column full_tank boolean not null default false,
  -- where the receipt or its photograph is kept
  add column receipt varchar(500),
  -- the detected refuel that a person confirmed with this record; it may be retracted later
  add column detection_id uuid,
  add column status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'VOID')),
  add column void_reason varchar(500),
  add column revision integer not null default 1,
  add column created_by uuid references users (id) on delete restrict,
  add constraint void_has_reason check ((status = 'VOID') = (void_reason is not null));
create index fuel_records_vehicle_date_idx on fuel_records (vehicle_id, refuel_date desc);
create index fuel_records_date_id_idx on fuel_records (refuel_date desc, id);
create unique index one_fuel_record_per_detection on fuel_records (detection_id)
  where status = 'ACTIVE';

-- Every version of a fuel record that a correction has replaced; rows are only ever added.
create table fuel_record_versions (
  record_id uuid not null references fuel_records (id) on delete restrict,
  revision integer not null,
  -- the row as it was
  content jsonb not null,
  replaced_at timestamptz not null default now(),
  replaced_by uuid references users (id) on delete restrict,
  reason varchar(500) not null,
  primary key (record_id, revision)
);

-- Detected refuels that a person has declared to be none of the business. No foreign key: the
-- detection may be retracted, and said again under the same id.
create table fuel_proposal_dismissals (
  detection_id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  reason varchar(500) not null,
  dismissed_by uuid references users (id) on delete restrict,
  dismissed_at timestamptz not null default now()
);

-- Which record is of which detected refuel, for what lies in a stretch of time: as a person confirmed,
-- else those that are each other's nearest within six hours, for receipts are entered by memory.
-- Drawn at each question, so that whatever is revised, retracted, entered or corrected, in whatever
-- order, the same matches stand. Twelve hours: a nearest one may have a nearer one of its own.
create function fuel_matches(of_vehicle uuid, from_at timestamptz, to_at timestamptz)
returns table (record_id uuid, detection_id uuid, by_person boolean)
language sql stable as $$
  with refuels as (
    select d.id, d.start_time, coalesce(d.end_time, d.start_time) as end_time
    from detections d
    where d.vehicle_id = of_vehicle and d.type = 'refuel' and d.certainty = 'confirmed'
      and d.start_time <= to_at + interval '12 hours'
      and coalesce(d.end_time, d.start_time) >= from_at - interval '12 hours'
  ), pairs as (
    select r.id as record_id, d.id as detection_id, d.start_time, r.refuel_date,
      greatest(d.start_time - r.refuel_date, r.refuel_date - d.end_time, interval '0') as apart
    from refuels d join fuel_records r on r.vehicle_id = of_vehicle
      and r.status = 'ACTIVE' and r.record_type = 'REFUEL'
      and r.refuel_date between d.start_time - interval '6 hours' and d.end_time + interval '6 hours'
    where not exists (select from fuel_records c where c.detection_id = d.id and c.status = 'ACTIVE')
      and not exists (
        select from detections c where c.id = r.detection_id and c.vehicle_id = of_vehicle
          and c.type = 'refuel' and c.certainty = 'confirmed')
  ), ranked as (
    select p.record_id, p.detection_id,
      row_number() over (partition by p.record_id order by p.apart, p.start_time, p.detection_id)
        as of_record,
      row_number() over (partition by p.detection_id order by p.apart, p.refuel_date, p.record_id)
        as of_detection
    from pairs p
  )
  select r.id, d.id, true
  from fuel_records r join detections d on d.id = r.detection_id and d.vehicle_id = r.vehicle_id
    and d.type = 'refuel' and d.certainty = 'confirmed'
  where r.vehicle_id = of_vehicle and r.status = 'ACTIVE'
    and (r.refuel_date between from_at and to_at
      or (d.start_time <= to_at and coalesce(d.end_time, d.start_time) >= from_at))
  union all
  select k.record_id, k.detection_id, false from ranked k where of_record = 1 and of_detection = 1
$$;

-- The settled level of each stand between two routes: the median of what was read, apart from what a
-- refuel or drain changed. Drawn from the log for the consumption of longer stretches.
create table fuel_levels (
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  at timestamptz not null,
  device_id varchar(64) not null,
  readings integer not null check (readings > 0),
  -- as the device reports it
  fuel_pct double precision,
  fuel_litres double precision,
  primary key (vehicle_id, at),
  check (fuel_pct is not null or fuel_litres is not null)
);

-- Efficiency may be unknown, and then says why. Unique as before: vehicle, driver (null: the
-- vehicle as a whole), period and kind.
alter table fuel_efficiency
  alter column total_fuel_consumed_liters drop not null,
  alter column fuel_efficiency_km_per_liter drop not null,
  alter column cost_per_km drop not null,
  alter column total_fuel_cost type numeric(15, 3),
  alter column cost_per_km type numeric(14, 3),
  alter column average_cost_per_liter type numeric(12, 3),
  add column total_fuel_cost_minor bigint not null,
  add column currency char(3) not null,
  add column total_refuelled_liters numeric(10, 3) not null,
  add column total_drained_liters numeric(10, 3) not null,
  -- the part of the distance over which consumption is known
  add column measured_distance_km numeric(10, 2) not null,
  add column uncertainty_liters numeric(10, 3),
  add column method varchar(20) check (method in ('levels', 'full_to_full')),
  -- why consumption is not known
  add column unknown_because varchar(40),
  add column idling_s double precision not null,
  add constraint known_or_reason
    check ((total_fuel_consumed_liters is null) = (unknown_because is not null)),
  add constraint method_if_known
    check ((total_fuel_consumed_liters is null) = (method is null));
create index fuel_efficiency_driver_idx on fuel_efficiency (driver_id, period_start)
  where driver_id is not null;

-- How far the books of a vehicle reach.
create table fuel_books (
  vehicle_id uuid primary key references vehicles (id) on delete restrict,
  -- levels are drawn from observations up to here
  folded_at timestamptz,
  booked_at timestamptz not null
);

-- Stretches of a vehicle's history that have changed since they were booked. Written by triggers in
-- the transaction of the change, only ever added by it, and removed by the bookkeeping one by one as
-- read: so a change that commits while books are made leaves its mark for the next turn.
create table fuel_book_marks (
  id bigint generated always as identity primary key,
  vehicle_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null
);
create index fuel_book_marks_vehicle_idx on fuel_book_marks (vehicle_id);

create function mark_route_booked() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into fuel_book_marks (vehicle_id, from_at, to_at)
    values (old.vehicle_id, old.start_time, coalesce(old.end_time, old.start_time));
  end if;
  if tg_op <> 'DELETE' then
    insert into fuel_book_marks (vehicle_id, from_at, to_at)
    values (new.vehicle_id, new.start_time, coalesce(new.end_time, new.start_time));
  end if;
  return null;
end $$;
-- Only completed routes are booked: one under way changes with every batch.
create trigger route_completed after insert on routes
  for each row when (new.status = 'COMPLETED') execute function mark_route_booked();
create trigger route_revised after update on routes
  for each row when (new.status = 'COMPLETED' or old.status = 'COMPLETED')
  execute function mark_route_booked();
create trigger route_retracted after delete on routes
  for each row when (old.status = 'COMPLETED') execute function mark_route_booked();

create trigger fuel_change_detected after insert on detections
  for each row when (new.type in ('refuel', 'drain')) execute function mark_route_booked();
create trigger fuel_change_revised after update on detections
  for each row when (new.type in ('refuel', 'drain')) execute function mark_route_booked();
create trigger fuel_change_retracted after delete on detections
  for each row when (old.type in ('refuel', 'drain')) execute function mark_route_booked();

create function mark_record_booked() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    insert into fuel_book_marks (vehicle_id, from_at, to_at)
    values (old.vehicle_id, old.refuel_date, old.refuel_date);
  end if;
  insert into fuel_book_marks (vehicle_id, from_at, to_at)
  values (new.vehicle_id, new.refuel_date, new.refuel_date);
  return null;
end $$;
create trigger fuel_record_entered after insert or update on fuel_records
  for each row execute function mark_record_booked();

-- Late observations are folded in: the levels since the oldest of them may be others.
create function mark_rewound() returns trigger language plpgsql as $$
begin
  insert into fuel_book_marks (vehicle_id, from_at, to_at)
  values (old.vehicle_id, old.rewind_from, coalesce(new.folded_at, old.rewind_from));
  return null;
end $$;
create trigger vehicle_rewound after update on vehicle_states
  for each row when (old.rewind_from is not null and new.rewind_from is null)
  execute function mark_rewound();

-- Another tank, another currency or other midnights: everything of the vehicle is booked anew.
create function mark_vehicle_booked() returns trigger language plpgsql as $$
begin
  insert into fuel_book_marks (vehicle_id, from_at, to_at)
  select new.id, '-infinity', 'infinity';
  return null;
end $$;
create trigger vehicle_booked_anew after update on vehicles
  for each row when ((old.tank_litres, old.branch_id) is distinct from (new.tank_litres, new.branch_id))
  execute function mark_vehicle_booked();

create function mark_branch_booked() returns trigger language plpgsql as $$
begin
  insert into fuel_book_marks (vehicle_id, from_at, to_at)
  select v.id, '-infinity', 'infinity' from vehicles v where v.branch_id = new.id;
  return null;
end $$;
create trigger branch_booked_anew after update on branches
  for each row when (old.time_zone is distinct from new.time_zone)
  execute function mark_branch_booked();
