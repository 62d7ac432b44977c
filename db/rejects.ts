import type { Reject } from "../contracts/observation.ts";
import type { Queryable } from "./pool.ts";

/** Adds refused payloads to the reject log; the same one again counts up. */
export const saveRejects = async (db: Queryable, rejects: readonly Reject[]): Promise<void> => {
  if (rejects.length === 0) return;
  await db.query(
    `insert into rejects as r (id, first_received_at, last_received_at, count, device_id, transport,
       format, address, field, reason, excerpt, payload_bytes)
     select id, min(received_at), max(received_at), count(*), min(device_id), min(transport),
       min(format), min(address), min(field), min(reason), min(excerpt), min(payload_bytes)
     from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::text[], $8::text[], $9::text[], $10::int[])
       as t (id, received_at, device_id, transport, format, address, field, reason, excerpt,
         payload_bytes)
     group by id
     on conflict (id) do update set
       last_received_at = greatest(r.last_received_at, excluded.last_received_at),
       count = r.count + excluded.count, reason = excluded.reason`,
    [
      rejects.map((reject) => reject.id),
      rejects.map((reject) => new Date(reject.receivedAtMs)),
      rejects.map((reject) => reject.deviceId),
      rejects.map((reject) => reject.transport),
      rejects.map((reject) => reject.format),
      rejects.map((reject) => reject.address),
      rejects.map((reject) => reject.field),
      rejects.map((reject) => reject.reason),
      rejects.map((reject) => reject.excerpt),
      rejects.map((reject) => reject.payloadBytes),
    ],
  );
};
