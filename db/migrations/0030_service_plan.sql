-- When a vehicle is due for service: so far or so long after the last one, whichever comes first.
alter table vehicles
  add column service_every_km numeric(7, 0) check (service_every_km > 0),
  add column service_every_months smallint check (service_every_months > 0),
  add column last_service_km numeric(9, 1) check (last_service_km >= 0),
  -- a calendar day of the vehicle's branch
  add column last_service_on date;
