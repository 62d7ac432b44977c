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

create function note_vehicle_settings(vehicle vehicles, since timestamptz) returns void
language sql as $$
  insert into vehicle_settings (vehicle_id, valid_from, vehicle_group, tank_litres, time_zone)
  select vehicle.id, since, vehicle.vehicle_group, vehicle.tank_litres, b.time_zone
  from branches b where b.id = vehicle.branch_id
  on conflict (vehicle_id, valid_from) do update set vehicle_group = excluded.vehicle_group,
    tank_litres = excluded.tank_litres, time_zone = excluded.time_zone
$$;

create function vehicle_settings_of_vehicle() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(new, case when tg_op = 'INSERT' then '-infinity' else now() end);
  return null;
end $$;
create trigger vehicle_entered after insert on vehicles
  for each row execute function vehicle_settings_of_vehicle();
create trigger vehicle_settings_changed after update on vehicles
  for each row when (
    (old.vehicle_group, old.tank_litres, old.branch_id)
      is distinct from (new.vehicle_group, new.tank_litres, new.branch_id))
  execute function vehicle_settings_of_vehicle();

create function vehicle_settings_of_branch() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(v, now()) from vehicles v where v.branch_id = new.id;
  return null;
end $$;
create trigger branch_time_zone_changed after update of time_zone on branches
  for each row when (old.time_zone is distinct from new.time_zone)
  execute function vehicle_settings_of_branch();

-- Nobody knows any more what held before.
select note_vehicle_settings(v, '-infinity') from vehicles v;
