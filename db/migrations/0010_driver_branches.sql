-- A driver without a branch is the owner's alone to see: name, phone and licence are personal data.
-- Those who drove cars of one branch only belong to it.
update drivers d set branch_id = driven.branch_id
from (
  select a.driver_id, min(v.branch_id::text)::uuid as branch_id
  from vehicle_driver_assignments a join vehicles v on v.id = a.vehicle_id
  group by a.driver_id having count(distinct v.branch_id) = 1
) driven
where driven.driver_id = d.id and d.branch_id is null;
comment on column drivers.branch_id is 'null: seen, assigned and edited by owners alone';
