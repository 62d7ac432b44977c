-- Who drives a car now is a question of time: an assignment may begin later, and one that holds may
-- have its end planned. So is_active, which is stored, does not tell it; the period does. Together
-- with the exclusion constraints, its unique indexes are about periods without an end.
comment on column vehicle_driver_assignments.is_active is
  'whether no end is set; whether the assignment holds at an instant, its period tells';

-- One that is cancelled before it begins ends as it begins: its period is empty, holds at no instant
-- and overlaps none, and the row stays.
alter table vehicle_driver_assignments
  drop constraint vehicle_driver_assignments_check,
  add constraint ends_after_it_begins check (unassigned_at >= assigned_at);
comment on column vehicle_driver_assignments.unassigned_at is
  'null: no end is set; the same as assigned_at: cancelled before it began';
