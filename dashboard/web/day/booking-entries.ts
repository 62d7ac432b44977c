import type { Booking, Extension } from "../../../contracts/booking.ts";
import type { TimeSpan } from "../kit/chart/chart-data.ts";

/** What can be told of a booking within a day. `planned`: it is to be handed out then. */
export type BookingStep =
  | "planned"
  | "handed_out"
  | "due"
  | "returned"
  | "extension_requested"
  | "extension_approved"
  | "extension_denied";

/** A moment of a booking. */
export type BookingEntry = {
  readonly kind: "booking";
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly place: undefined;
  readonly step: BookingStep;
  readonly booking: Booking;
  /** Of an extension: until when the car is wanted, ms. */
  readonly untilMs: number | undefined;
};

type Step = {
  readonly id: string;
  readonly step: BookingStep;
  readonly at: string | null;
  readonly until?: string;
};

const DECISIONS = { APPROVED: "extension_approved", DENIED: "extension_denied" } as const;

const stepsOfExtension = ({ id, status, requestedAt, decidedAt, dueAt }: Extension): Step[] => [
  { id: `${id}:requested`, step: "extension_requested", at: requestedAt, until: dueAt },
  ...(status === "PENDING"
    ? []
    : [{ id: `${id}:decided`, step: DECISIONS[status], at: decidedAt, until: dueAt }]),
];

/** A car that came back in time was never missed at its due time. */
const isDueTold = ({ status, dueAt, returnedAt }: Booking): boolean =>
  status === "OUT" || (returnedAt !== null && Date.parse(returnedAt) > Date.parse(dueAt));

const stepsOf = (booking: Booking): Step[] => {
  const { id, status, outAt, dueAt, handedOutAt, returnedAt, extensions } = booking;
  if (status === "VOID") return [];
  return [
    { id: `${id}:planned`, step: "planned", at: status === "BOOKED" ? outAt : null },
    { id: `${id}:out`, step: "handed_out", at: handedOutAt },
    { id: `${id}:due`, step: "due", at: isDueTold(booking) ? dueAt : null },
    { id: `${id}:back`, step: "returned", at: returnedAt },
    ...extensions.flatMap(stepsOfExtension),
  ];
};

/** What of a booking happened, or is to happen, within a span of time; in no order. */
export const bookingEntries = (booking: Booking, { fromMs, toMs }: TimeSpan): BookingEntry[] =>
  stepsOf(booking).flatMap(({ id, step, at, until }) => {
    const atMs = at === null ? Number.NaN : Date.parse(at);
    if (!(atMs >= fromMs && atMs < toMs)) return [];
    const untilMs = until === undefined ? undefined : Date.parse(until);
    const moment = { fromMs: atMs, toMs: atMs, place: undefined };
    return [{ kind: "booking", id, ...moment, step, booking, untilMs }];
  });
