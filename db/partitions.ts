import type { Queryable } from "./pool.ts";

/** A partition this processor owns: where to read on, and the epoch its writes must name. */
export type OwnedPartition = {
  readonly partition: number;
  readonly epoch: number;
  readonly streamSequence: number;
  readonly streamCreatedAt: Date | null;
};

type Row = {
  partition: number;
  epoch: number;
  stream_sequence: number;
  stream_created_at: Date | null;
};

const fromRow = (row: Row): OwnedPartition => ({
  partition: row.partition,
  epoch: row.epoch,
  streamSequence: row.stream_sequence,
  streamCreatedAt: row.stream_created_at,
});

/** Says that this processor lives, for as long as its lease; returns how many do, it included. */
export const heartbeatProcessor = async (
  db: Queryable,
  owner: string,
  leaseMs: number,
): Promise<number> => {
  await db.query(
    `insert into processors (id, lease_expires_at)
     values ($1, now() + $2 * interval '1 millisecond')
     on conflict (id) do update set lease_expires_at = excluded.lease_expires_at`,
    [owner, leaseMs],
  );
  const { rows } = await db.query<{ count: number }>(
    "select count(*) as count from processors where lease_expires_at > now()",
  );
  return rows[0]?.count ?? 1;
};

/** Withdraws a processor that stops, so that its neighbours take its share at once. */
export const removeProcessor = async (db: Queryable, owner: string): Promise<void> => {
  await db.query("delete from processors where id = $1", [owner]);
};

/** Prolongs the leases this processor still holds and returns their partitions. */
export const renewLeases = async (
  db: Queryable,
  owner: string,
  leaseMs: number,
): Promise<OwnedPartition[]> => {
  const { rows } = await db.query<Row>(
    `update partitions set lease_expires_at = now() + $2 * interval '1 millisecond'
     where owner = $1
     returning partition, epoch, stream_sequence, stream_created_at`,
    [owner, leaseMs],
  );
  return rows.map(fromRow);
};

/** The partitions this processor holds now, with what is stored of each. */
export const loadOwned = async (db: Queryable, owner: string): Promise<OwnedPartition[]> => {
  const { rows } = await db.query<Row>(
    "select partition, epoch, stream_sequence, stream_created_at from partitions where owner = $1",
    [owner],
  );
  return rows.map(fromRow);
};

/**
 * Takes up to `limit` partitions that nobody holds a valid lease on. The new epoch fences out
 * whatever their former owner may still be about to write.
 */
export const claimPartitions = async (
  db: Queryable,
  owner: string,
  leaseMs: number,
  limit: number,
): Promise<OwnedPartition[]> => {
  const { rows } = await db.query<Row>(
    `update partitions set owner = $1, epoch = epoch + 1,
       lease_expires_at = now() + $2 * interval '1 millisecond'
     where partition in (
       select partition from partitions
       where owner is null or lease_expires_at < now()
       order by partition limit $3 for update skip locked)
     returning partition, epoch, stream_sequence, stream_created_at`,
    [owner, leaseMs, limit],
  );
  return rows.map(fromRow);
};

/** Gives partitions up so that others need not wait for the lease to run out. */
export const releasePartitions = async (
  db: Queryable,
  owner: string,
  partitions: readonly number[] | "all",
): Promise<void> => {
  await db.query(
    `update partitions set owner = null, lease_expires_at = null, epoch = epoch + 1
     where owner = $1 and ($2::smallint[] is null or partition = any($2))`,
    [owner, partitions === "all" ? null : partitions],
  );
};

/** The last sequence of one partition that a batch brings. */
export type Advance = {
  readonly partition: number;
  readonly epoch: number;
  readonly streamSequence: number;
  /** When the stream stored the message of that sequence. */
  readonly streamMessageAt: Date;
};

/**
 * Moves checkpoints forward and locks their rows until the transaction ends. Returns false, and the
 * caller must roll back, when any of the partitions has changed hands.
 */
export const advancePartitions = async (
  db: Queryable,
  owner: string,
  streamCreatedAt: Date,
  advances: readonly Advance[],
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update partitions p set stream_sequence = a.stream_sequence, stream_created_at = $2,
       stream_message_at = a.stream_message_at
     from unnest($3::smallint[], $4::bigint[], $5::bigint[], $6::timestamptz[])
       as a (partition, epoch, stream_sequence, stream_message_at)
     where p.partition = a.partition and p.epoch = a.epoch and p.owner = $1
       and (p.stream_sequence < a.stream_sequence or p.stream_created_at is distinct from $2)`,
    [
      owner,
      streamCreatedAt,
      advances.map((advance) => advance.partition),
      advances.map((advance) => advance.epoch),
      advances.map((advance) => advance.streamSequence),
      advances.map((advance) => advance.streamMessageAt),
    ],
  );
  return rowCount === advances.length;
};

/** Locks a partition for work that brings no new observations; false when it has changed hands. */
export const lockPartition = async (
  db: Queryable,
  owner: string,
  partition: number,
  epoch: number,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    "select 1 from partitions where partition = $1 and owner = $2 and epoch = $3 for update",
    [partition, owner, epoch],
  );
  return rowCount === 1;
};

/** The last stored sequence of every partition that counts in the stream created at that time. */
export const storedSequences = async (
  db: Queryable,
  streamCreatedAt: Date,
): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await db.query<{ partition: number; stream_sequence: number }>(
    "select partition, stream_sequence from partitions where stream_created_at = $1",
    [streamCreatedAt],
  );
  return new Map(rows.map((row) => [row.partition, row.stream_sequence]));
};

/** A message of the stream that has been counted; its time is null when an older release did. */
export type CountedMessage = {
  readonly streamSequence: number;
  readonly streamMessageAt: Date | null;
};

/** The farthest message counted in the stream created at that time, by whichever processor. */
export const lastCountedMessage = async (
  db: Queryable,
  streamCreatedAt: Date,
): Promise<CountedMessage | undefined> => {
  const { rows } = await db.query<{ stream_sequence: number; stream_message_at: Date | null }>(
    `select stream_sequence, stream_message_at from partitions where stream_created_at = $1
     order by stream_sequence desc, stream_message_at nulls last limit 1`,
    [streamCreatedAt],
  );
  const [last] = rows;
  return last && { streamSequence: last.stream_sequence, streamMessageAt: last.stream_message_at };
};

/**
 * Forgets how far partitions have been read in the stream created at that time, so that they are read
 * from its beginning. Their owners are fenced out and find it when they look who owns them now.
 */
export const forgetPositions = async (db: Queryable, streamCreatedAt: Date): Promise<void> => {
  await db.query(
    `update partitions set stream_sequence = 0, stream_created_at = null, stream_message_at = null,
       owner = null, lease_expires_at = null, epoch = epoch + 1
     where stream_created_at = $1`,
    [streamCreatedAt],
  );
};
