-- What was filled counts whatever it was paid in; what it cost only in the money of the books, and
-- beside it stands how much is missing for that.
alter table fuel_efficiency
  add column refuels_in_other_currency integer not null default 0,
  add column liters_in_other_currency numeric(10, 3) not null default 0;

drop trigger branch_booked_anew on branches;
create trigger branch_booked_anew after update on branches
  for each row when ((old.time_zone, old.currency) is distinct from (new.time_zone, new.currency))
  execute function mark_branch_booked();

insert into fuel_book_marks (vehicle_id, from_at, to_at)
select distinct v.id, '-infinity'::timestamptz, 'infinity'::timestamptz
from fuel_records r join vehicles v on v.id = r.vehicle_id join branches b on b.id = v.branch_id
where r.status = 'ACTIVE' and r.currency <> b.currency;
