-- What fuel detection has learned of a vehicle, by event time: figures of a period rest on what was
-- known of its gauge then, so that what is learned later leaves a closed period as it is.
create table learned_fuel (
  -- derived from vehicle and time, so that a replay says the same again
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  -- event time of the observation that showed it; '-infinity' for what older releases had learned
  detected_at timestamptz not null,
  -- smallest difference that the gauge has shown, % of tank; null before any
  step_pct double precision,
  -- median of quiet differences between two places, % of tank
  noise_pct double precision not null,
  -- what the device takes for 100 %, l
  tank_litres double precision,
  -- what an hour of idling takes, % of tank
  per_idle_hour_pct double precision
);
create index learned_fuel_vehicle_idx on learned_fuel (vehicle_id, detected_at);
comment on table learned_fuel is
  'versions, each valid until the next; a rewind replaces those of the time that it replays';

-- Nobody knows any more what was known before; all that is booked rests on what is known now.
insert into learned_fuel
  (id, vehicle_id, detected_at, step_pct, noise_pct, tank_litres, per_idle_hour_pct)
select gen_random_uuid(), s.vehicle_id, '-infinity', (fuel #>> '{sender,stepPct}')::float8,
  (fuel ->> 'noisePct')::float8,
  coalesce(fuel #>> '{sender,scaleLitres}', fuel #>> '{sender,seenTankLitres}')::float8,
  (fuel #>> '{burn,perIdleHourPct}')::float8
from vehicle_states s cross join lateral (select s.state #> '{detectors,fuel}') f (fuel)
where fuel ->> 'noisePct' is not null;
