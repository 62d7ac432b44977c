-- A dismissal follows its refuel through revisions, as a confirmation does. A refuel whose start has
-- moved has another id: so beside the id stands what was dismissed, as it was last told under it.
alter table fuel_proposal_dismissals
  -- null where it was taken back before this was kept
  add column start_time timestamptz,
  add column end_time timestamptz,
  add column evidence jsonb,
  -- refuels told beside it when it was dismissed: they are others
  add column others uuid[] not null default '{}';
create index fuel_proposal_dismissals_vehicle_idx
  on fuel_proposal_dismissals (vehicle_id, start_time);

create function refuels_beside(refuel_id uuid) returns uuid[] language sql stable as $$
  select array(select o.id from detections d join detections o on o.vehicle_id = d.vehicle_id
      and o.type = 'refuel' and o.id <> d.id
      and o.start_time <= coalesce(d.end_time, d.start_time) + interval '6 hours'
      and coalesce(o.end_time, o.start_time) >= d.start_time - interval '6 hours'
    where d.id = refuel_id)
$$;

create function follow_dismissed() returns trigger language plpgsql as $$
begin
  update fuel_proposal_dismissals set start_time = new.start_time,
    end_time = coalesce(new.end_time, new.start_time), evidence = new.evidence
  where detection_id = new.id;
  return null;
end $$;
create trigger refuel_revised after update on detections
  for each row when (new.type = 'refuel') execute function follow_dismissed();

update fuel_proposal_dismissals x set start_time = d.start_time,
  end_time = coalesce(d.end_time, d.start_time), evidence = d.evidence, others = refuels_beside(d.id)
from detections d where d.id = x.detection_id;

-- Whether a change of fuel is told of as much as another, each give or take what is uncertain of it.
create function is_as_much(one jsonb, other jsonb) returns boolean language sql immutable as $$
  select coalesce(
    abs((one ->> 'pct')::float8 - (other ->> 'pct')::float8)
      <= (one ->> 'uncertaintyPct')::float8 + (other ->> 'uncertaintyPct')::float8,
    abs((one ->> 'litres')::float8 - (other ->> 'litres')::float8)
      <= (one ->> 'uncertaintyLitres')::float8 + (other ->> 'uncertaintyLitres')::float8,
    false)
$$;

-- Which detected refuels are dismissed, for those that lie in a stretch of time, and why: the refuel that
-- somebody dismissed or, where that is no longer told, the one it has become. That is the nearest within
-- six hours that overlaps it or is as much, as with a receipt each the other's nearest, and none that
-- stood beside it. Drawn at each question, so that whatever is revised or retracted, in whatever order, the
-- same are dismissed.
create function fuel_dismissals(of_vehicle uuid, from_at timestamptz, to_at timestamptz)
returns table (detection_id uuid, reason varchar)
language sql stable as $$
  with gone as (
    select x.* from fuel_proposal_dismissals x
    where x.vehicle_id = of_vehicle and x.start_time <= to_at + interval '12 hours'
      and x.end_time >= from_at - interval '12 hours'
      and not exists (select from detections d where d.id = x.detection_id)
  ), pairs as (
    select x.detection_id as dismissed_id, x.reason, d.id, d.start_time,
      greatest(d.start_time - x.end_time, x.start_time - coalesce(d.end_time, d.start_time),
        interval '0') as apart,
      greatest(d.start_time - x.start_time, x.start_time - d.start_time) as moved
    from gone x join detections d on d.vehicle_id = of_vehicle and d.type = 'refuel'
      and d.certainty = 'confirmed' and d.start_time <= x.end_time + interval '6 hours'
      and coalesce(d.end_time, d.start_time) >= x.start_time - interval '6 hours'
    where d.id <> all (x.others)
      and not exists (select from fuel_proposal_dismissals o where o.detection_id = d.id)
      and ((d.start_time <= x.end_time and coalesce(d.end_time, d.start_time) >= x.start_time)
        or is_as_much(x.evidence, d.evidence))
  ), ranked as (
    select p.id, p.reason,
      row_number() over (partition by p.dismissed_id order by p.apart, p.moved, p.id) as of_dismissed,
      row_number() over (partition by p.id order by p.apart, p.moved, p.dismissed_id) as of_refuel
    from pairs p
  )
  select x.detection_id, x.reason
  from fuel_proposal_dismissals x join detections d on d.id = x.detection_id
  where x.vehicle_id = of_vehicle and d.start_time <= to_at
    and coalesce(d.end_time, d.start_time) >= from_at
  union all
  select r.id, r.reason from ranked r where of_dismissed = 1 and of_refuel = 1
$$;
