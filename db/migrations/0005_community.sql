-- requires: timescaledb.license = timescale
-- Speed and space, never a feature: without this file every query answers the same, slower.
drop view observation_hours;
create materialized view observation_hours
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  vehicle_id,
  time_bucket(interval '1 hour', "timestamp") as hour,
  count(*) as observations,
  count(latitude) as fixes,
  max(speed) as max_speed_kmh,
  min(odometer_km) as min_odometer_km,
  max(odometer_km) as max_odometer_km
from gps_locations
group by vehicle_id, time_bucket(interval '1 hour', "timestamp")
with no data;
select add_continuous_aggregate_policy('observation_hours',
  start_offset => interval '31 days', end_offset => interval '1 hour',
  schedule_interval => interval '1 hour');

alter table gps_locations set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'vehicle_id',
  timescaledb.compress_orderby = '"timestamp", id'
);
-- After the late window (MAX_AGE_DAYS = 30): a late row into a compressed chunk is slow.
select add_compression_policy('gps_locations', interval '38 days');
