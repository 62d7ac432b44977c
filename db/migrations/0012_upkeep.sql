-- When the database was last looked after, so that restarts neither put it off nor repeat it.
create table upkeep (
  task varchar(40) primary key,
  begun_at timestamptz not null
);
