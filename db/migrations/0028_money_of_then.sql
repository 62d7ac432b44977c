-- In what money a vehicle's books are kept is a question of time: a period that has ended keeps the
-- money of the branch that the vehicle was of then, wherever it moves to and whatever becomes of it.
alter table vehicle_settings
  add column branch_id uuid references branches (id) on delete restrict,
  add column currency char(3);

-- Nobody knows any more what held before; all that is booked is in the money of now.
update vehicle_settings s set branch_id = v.branch_id, currency = b.currency
from vehicles v join branches b on b.id = v.branch_id where v.id = s.vehicle_id;
alter table vehicle_settings alter column branch_id set not null, alter column currency set not null;

comment on table vehicle_settings is
  'what detection and bookkeeping go by: versions, each valid until the next; written by triggers, the last of a transaction stands';

create or replace function note_vehicle_settings(changed uuid[], since timestamptz) returns void
language sql as $$
  insert into vehicle_settings
    (vehicle_id, valid_from, vehicle_group, tank_litres, time_zone, branch_id, currency)
  select v.id, since, v.vehicle_group, v.tank_litres, b.time_zone, v.branch_id, b.currency
  from vehicles v join branches b on b.id = v.branch_id where v.id = any(changed)
  on conflict (vehicle_id, valid_from) do update set vehicle_group = excluded.vehicle_group,
    tank_litres = excluded.tank_litres, time_zone = excluded.time_zone,
    branch_id = excluded.branch_id, currency = excluded.currency
$$;

create or replace function branches_changed() returns trigger language plpgsql as $$
begin
  perform note_vehicle_settings(array(
    select v.id from vehicles v join after on after.id = v.branch_id
      join before on before.id = v.branch_id
    where (before.time_zone, before.currency) is distinct from (after.time_zone, after.currency)),
    now());
  return null;
end $$;
