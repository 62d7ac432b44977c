-- An owner is told on their devices that a customer wants to keep a car longer, and decides there.
alter table push_deliveries
  add column extension_id uuid references booking_extensions (id) on delete restrict;
alter table push_deliveries drop constraint tells_of_one_thing;
alter table push_deliveries
  add constraint tells_of_one_thing check (num_nonnulls(alert_id, command_id, extension_id) = 1);
alter table push_deliveries
  add constraint push_deliveries_extension_once unique (subscription_id, extension_id, revision, rings);
