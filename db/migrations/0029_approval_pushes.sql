-- People are told on their devices, besides of alerts, that an immobilisation waits for their word.
alter table push_deliveries alter column alert_id drop not null;
alter table push_deliveries
  add column command_id uuid references device_commands (id) on delete restrict;
alter table push_deliveries
  add constraint tells_of_one_thing check ((alert_id is null) <> (command_id is null));
alter table push_deliveries
  add constraint push_deliveries_command_once unique (subscription_id, command_id, revision, rings);
