-- Where a vehicle's log begins since old observations of it were dropped (RETENTION_DAYS). What was
-- concluded from them stays, and can no longer be concluded again: a replay must not take it back.
create table log_cuts (
  vehicle_id uuid primary key references vehicles (id) on delete restrict,
  begins_at timestamptz not null
);
