import type { FuelRecord } from "../../../contracts/fuel-record.ts";

/**
 * Why a record is not to be believed as it is: the tank took another amount, it took none, or the
 * refuel that it was confirmed from has been taken back.
 */
export type RecordDoubt = "differs" | "unseen" | "retracted";

/** Undefined where nothing speaks against it, and for a void record, which counts for nothing. */
export const doubtOf = (
  record: Pick<FuelRecord, "status" | "match" | "isUnseen" | "isDetectionRetracted">,
): RecordDoubt | undefined => {
  if (record.status === "VOID") return undefined;
  if (record.isDetectionRetracted) return "retracted";
  if (record.match?.isMismatch) return "differs";
  return record.isUnseen ? "unseen" : undefined;
};

/** Where a record comes from: a refuel that a person confirmed, or an entry by hand. */
export type RecordOrigin = "confirmed" | "seen" | "byHand";

/** An entry by hand is `seen` where the tank shows a refuel at its time. */
export const originOf = ({
  match,
  isDetectionRetracted,
}: Pick<FuelRecord, "match" | "isDetectionRetracted">): RecordOrigin => {
  if (match?.byPerson || isDetectionRetracted) return "confirmed";
  return match ? "seen" : "byHand";
};
