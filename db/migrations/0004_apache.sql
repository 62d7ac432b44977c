-- Hourly totals a vehicle, as a plain view. Where the Community licence allows, the next file
-- replaces it by a continuous aggregate of the same name and columns.
create view observation_hours as
select
  vehicle_id,
  time_bucket(interval '1 hour', "timestamp") as hour,
  count(*) as observations,
  count(latitude) as fixes,
  max(speed) as max_speed_kmh,
  min(odometer_km) as min_odometer_km,
  max(odometer_km) as max_odometer_km
from gps_locations
group by vehicle_id, time_bucket(interval '1 hour', "timestamp");
