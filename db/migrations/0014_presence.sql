-- A device may hold sessions on several ingest processes at once, so each process keeps a row of its
-- own and they are summed when read. What a process says holds for as long as its lease: one that
-- died and never came back leaves no device connected for ever.
create table ingest_processes (
  id varchar(100) primary key,
  lease_expires_at timestamptz not null
);
insert into ingest_processes (id, lease_expires_at)
select ingest_id, max(changed_at) from device_connections group by ingest_id;

alter table device_connections
  drop constraint device_connections_pkey,
  add primary key (device_id, ingest_id),
  add foreign key (ingest_id) references ingest_processes (id) on delete restrict;
create index device_connections_ingest_idx on device_connections (ingest_id);
