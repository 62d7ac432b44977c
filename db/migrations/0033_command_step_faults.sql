-- Why a step was taken, or was refused, by codes: pages say it in the reader's language.
alter table command_history add column faults jsonb;
