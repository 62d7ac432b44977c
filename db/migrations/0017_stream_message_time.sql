-- A stream whose folder is restored from an older copy, or that lost its tail in a power cut, stays
-- the same stream, and gives the sequences behind its new end to other messages. Sequence and time
-- together tell whether a message is the one that was counted.
alter table partitions add column stream_message_at timestamptz;
comment on column partitions.stream_message_at is
  'when the stream stored the message that stream_sequence counts, to the millisecond; null: not known';
