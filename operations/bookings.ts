import type {
  Booking,
  BookingEvent,
  BookingPatch,
  BookingReturn,
  BookingVoid,
  ExtensionDecision,
  Handover,
  NewBooking,
  NewExtension,
} from "../contracts/booking.ts";
import {
  decideExtension as storeDecision,
  findBooking,
  findBookingOfExtension,
  insertBooking,
  insertExtension,
  lockBooking,
  markHandedOut,
  markReturned,
  markVoid,
  patchBooking,
} from "../db/bookings.ts";
import { findBranch } from "../db/branches.ts";
import { addToOutbox } from "../db/outbox.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { agreeTerms, chargeExtension, chargeRental } from "./booking-accounts.ts";
import {
  decisionFault,
  extensionFault,
  handoverFault,
  patchFault,
  periodFault,
  returnFault,
  voidFault,
} from "./booking-life.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

type BookingEventName =
  "booking:created" | "booking:updated" | "booking:extended" | "vehicle:returned";

const announce = async (
  db: Queryable,
  event: BookingEventName,
  bookingId: string,
): Promise<Booking> => {
  const booking = await findBooking(db, null, bookingId);
  if (!booking) throw new Error(`booking ${bookingId} vanished inside its own transaction`);
  const payload: BookingEvent = { booking };
  await addToOutbox(db, [{ event, payload }]);
  return booking;
};

const branchFault = async (
  db: Queryable,
  field: string,
  branchId: string | undefined,
): Promise<Refusal | undefined> =>
  branchId === undefined || (await findBranch(db, null, branchId))
    ? undefined
    : invalid(field, "no_branch");

/** Changes one booking the actor sees, under its lock; undefined when there is none. */
const change = (
  pool: Database,
  { scope }: Actor,
  id: string,
  event: BookingEventName,
  apply: (db: Queryable, booking: Booking) => Promise<Refusal | undefined>,
): Promise<Booking | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    await lockBooking(client, id);
    const booking = await findBooking(client, scope, id);
    if (!booking) return undefined;
    return (await apply(client, booking)) ?? announce(client, event, id);
  });

/** Books a car. Throws on the constraint that lets no two bookings of one car overlap. */
export const createBooking = async (
  pool: Database,
  { scope, userId }: Actor,
  request: NewBooking,
): Promise<Booking | Refusal> =>
  inTransaction(pool, async (client) => {
    const vehicle = await findVehicle(client, scope, request.vehicleId);
    if (!vehicle) return invalid("vehicleId", "no_vehicle");
    if (vehicle.status === "INACTIVE") return conflict("vehicleId", "vehicle_inactive");
    const fault =
      periodFault(request.outAt, request.dueAt) ??
      (await branchFault(client, "returnBranchId", request.returnBranchId));
    if (fault) return fault;
    const returnBranchId = request.returnBranchId ?? vehicle.branchId;
    const id = await insertBooking(client, { ...request, returnBranchId }, userId);
    await agreeTerms(client, { id, vehicleId: vehicle.id }, request.otherTerms, userId);
    return announce(client, "booking:created", id);
  });

/** Edits what may still change: everything before handover, then who and where to. */
export const editBooking = (pool: Database, actor: Actor, id: string, patch: BookingPatch) =>
  change(pool, actor, id, "booking:updated", async (db, booking) => {
    const fault =
      patchFault(booking, patch) ?? (await branchFault(db, "returnBranchId", patch.returnBranchId));
    if (!fault) await patchBooking(db, id, patch);
    return fault;
  });

/** Hands the car out. Throws on the constraint that keeps a car with one customer at a time. */
export const handOut = (pool: Database, actor: Actor, id: string, { at }: Handover) =>
  change(pool, actor, id, "booking:updated", async (db, booking) => {
    const now = new Date();
    const fault = handoverFault(booking, at ?? now, now);
    if (fault) return fault;
    await markHandedOut(db, id, at ?? now);
    await chargeRental(db, booking, at ?? now, actor);
    return undefined;
  });

/** Takes the car back, at whatever branch it came to; a pending extension lapses. */
export const takeBack = (
  pool: Database,
  actor: Actor,
  id: string,
  { at, branchId }: BookingReturn,
) =>
  change(pool, actor, id, "vehicle:returned", async (db, booking) => {
    const now = new Date();
    const fault =
      returnFault(booking, at ?? now, now) ?? (await branchFault(db, "branchId", branchId));
    if (fault) return fault;
    await lapseExtensions(db, booking, actor, "the car was returned");
    await markReturned(db, id, at ?? now, branchId ?? actor.scope ?? booking.returnBranchId);
    return undefined;
  });

/** Declares that a booking never came to be; it stays on record with the reason. */
export const makeVoid = (pool: Database, actor: Actor, id: string, { reason }: BookingVoid) =>
  change(pool, actor, id, "booking:updated", async (db, booking) => {
    const fault = voidFault(booking);
    if (fault) return fault;
    await lapseExtensions(db, booking, actor, "the booking was made void");
    await markVoid(db, id, reason);
    return undefined;
  });

const lapseExtensions = async (
  db: Queryable,
  { extensions }: Booking,
  { userId }: Actor,
  note: string,
): Promise<void> => {
  for (const { id, status } of extensions)
    if (status === "PENDING") await storeDecision(db, id, "DENIED", userId, note);
};

/** Asks to keep the car longer; until the owner decides, the booking is locked. */
export const requestExtension = (pool: Database, actor: Actor, id: string, request: NewExtension) =>
  change(pool, actor, id, "booking:updated", async (db, booking) => {
    const fault = extensionFault(booking, request.dueAt);
    if (!fault) await insertExtension(db, id, request, actor.userId);
    return fault;
  });

/** Approves or denies an extension. Throws when the longer booking overlaps the next one. */
export const decideExtension = async (
  pool: Database,
  actor: Actor,
  extensionId: string,
  status: "APPROVED" | "DENIED",
  { note }: ExtensionDecision,
): Promise<Booking | Refusal | undefined> => {
  const bookingId = await findBookingOfExtension(pool, extensionId);
  if (bookingId === undefined) return undefined;
  const event = status === "APPROVED" ? "booking:extended" : "booking:updated";
  return change(pool, actor, bookingId, event, async (db, booking) => {
    const fault = decisionFault(booking, extensionId);
    if (fault) return fault;
    await storeDecision(db, extensionId, status, actor.userId, note);
    if (status === "APPROVED") await chargeExtension(db, booking, extensionId, actor);
    return undefined;
  });
};
