-- A detector state is many times as large as the observation that changes it. It is written now and
-- then, and what has been folded since is folded again out of the log when a processor loads it.
alter table vehicle_states add column state_at timestamptz;
comment on column vehicle_states.state_at is 'the state holds everything up to here; folded_at may be later';
update vehicle_states set state_at = folded_at;
-- Out of line and as it is, so that an update of the other columns does not copy it.
alter table vehicle_states alter column state set storage external;
alter table vehicle_states alter column live set storage main;
alter table vehicle_states set (toast_tuple_target = 128);
