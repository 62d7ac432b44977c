-- What detection must know of a vehicle, by event time: an observation that comes late is judged by
-- the group, the tank and the time zone that held when it was made, like by the rules of its time.
create table vehicle_settings (
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  -- '-infinity' for what it was entered with
  valid_from timestamptz not null,
  vehicle_group varchar(100),
  tank_litres numeric(6, 1),
  time_zone varchar(64) not null,
  primary key (vehicle_id, valid_from)
);
comment on table vehicle_settings is
  'versions, each valid until the next; written by triggers, the last of a transaction stands';

-- Writes the versions of the vehicles whose ids are given; for each statement once, since a fleet is
-- entered by the thousand.
create function note_vehicle_settings(changed uuid[], since timestamptz) returns void
language sql as $$
  insert into vehicle_settings (vehicle_id, valid_from, vehicle_group, tank_litres, time_zone)
  select v.id, since, v.vehicle_group, v.tank_litres, b.time_zone
  from vehicles v join branches b on b.id = v.branch_id where v.id = any(changed)
  on conflict (vehicle_id, valid_from) do update set vehicle_group = excluded.vehicle_group,
    tank_litres = excluded.tank_litres, time_zone = excluded.time_zone
$$;

create function vehicles_entered() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(array(select id from entered), '-infinity');
  return null;
end $$;
create trigger vehicles_entered after insert on vehicles
  referencing new table as entered for each statement execute function vehicles_entered();

create function vehicles_changed() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(array(
    select id from after join before using (id)
    where (before.vehicle_group, before.tank_litres, before.branch_id)
      is distinct from (after.vehicle_group, after.tank_litres, after.branch_id)), now());
  return null;
end $$;
create trigger vehicles_changed after update on vehicles
  referencing old table as before new table as after for each statement
  execute function vehicles_changed();

create function branches_changed() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(array(
    select v.id from vehicles v join after on after.id = v.branch_id
      join before on before.id = v.branch_id
    where before.time_zone is distinct from after.time_zone), now());
  return null;
end $$;
create trigger branches_changed after update on branches
  referencing old table as before new table as after for each statement
  execute function branches_changed();

-- Nobody knows any more what held before.
select note_vehicle_settings(array(select id from vehicles), '-infinity');
