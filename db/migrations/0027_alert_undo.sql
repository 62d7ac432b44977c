-- How an alert stood before a step that a person took, and its revision after it: what taking the step
-- back restores, and how it is told whether somebody has done something since.
alter table alert_history
  add column before jsonb,
  add column revision integer;
