-- A device of kind traccar speaks for others of its kind, because a Traccar server sends one header
-- for all of them. How far that reaches follows from who holds the secret: staff must not reach
-- beyond their branch by it. Who got the secrets that exist is not known, so they reach no further
-- than the branch of their car; an owner widens one by rotating its secret.
alter table devices add column secret_branch_id uuid references branches (id) on delete restrict;
comment on column devices.secret_branch_id is
  'branch of whoever was last given the secret; null: an owner, who sees all branches';

update devices d set secret_branch_id = v.branch_id
from (
  select distinct on (device_id) device_id, vehicle_id
  from device_mountings order by device_id, mounted_at desc
) m
join vehicles v on v.id = m.vehicle_id
where m.device_id = d.id;
