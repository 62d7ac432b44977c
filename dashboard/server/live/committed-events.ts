import { type ConsumerMessages, DeliverPolicy, jetstream, type JsMsg } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { setTimeout as wait } from "node:timers/promises";
import { AlertEvent } from "../../../contracts/alert.ts";
import { PaymentEvent } from "../../../contracts/booking-account.ts";
import { BookingEvent } from "../../../contracts/booking.ts";
import { CommandEvent } from "../../../contracts/command.ts";
import { RouteEvent, RouteRetracted } from "../../../contracts/live-protocol.ts";
import { isStreamMissing } from "../../../contracts/stream-missing.ts";
import { EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from "../../../contracts/subjects.ts";
import type { Metrics } from "../metrics.ts";
import { type FleetKeeperParts, reloadVehicles } from "./fleet-keeper.ts";
import { branchOf } from "./live-fleet.ts";
import { type EventPermission, permissionRoom } from "./live-socket.ts";

/** The stream is made by the processor, which may start later; time between two looks, ms. */
const RETRY_MS = 1_000;
/**
 * How long one pull waits, ms. The client also waits this long before it asks again when a server
 * that has just come back does not answer at once; its default is 30 s.
 */
const PULL_EXPIRES_MS = 5_000;
export type CommittedEventParts = FleetKeeperParts & {
  readonly nats: NatsConnection;
  readonly metrics: Metrics;
};

const bySubject = <Event extends string>(events: readonly Event[]): ReadonlyMap<string, Event> =>
  new Map(events.map((event) => [eventSubject(event), event]));

const ROUTE_EVENTS = bySubject(["route:started", "route:ended", "route:revised"]);
const ROUTE_RETRACTED = eventSubject("route:retracted");
const ALERT_EVENTS = bySubject([
  "alert:created",
  "alert:updated",
  "alert:critical",
  "alert:recorded",
]);
const PAYMENT_COLLECTED = eventSubject("payment:collected");
const COMMAND_CHANGED = eventSubject("command:changed");
const BOOKING_EVENTS = bySubject([
  "booking:created",
  "booking:updated",
  "booking:extended",
  "vehicle:returned",
]);

/** Those who hold a permission and see one of the branches; owners see them all. */
const audience = (
  { io }: CommittedEventParts,
  permission: EventPermission,
  branchIds: readonly (string | undefined)[],
) => {
  const known = branchIds.filter((branchId) => branchId !== undefined);
  return io.to([null, ...known].map((scope) => permissionRoom(permission, scope)));
};

/** Passes a route event on; false when it is none. */
const passRoute = (parts: CommittedEventParts, message: JsMsg): boolean => {
  const toViewers = (vehicleId: string) =>
    audience(parts, "tracks:view", [branchOf(parts.fleet, vehicleId)]);
  if (message.subject === ROUTE_RETRACTED) {
    const retracted = RouteRetracted.parse(message.json());
    return toViewers(retracted.vehicleId).emit("route:retracted", retracted);
  }
  const event = ROUTE_EVENTS.get(message.subject);
  if (!event) return false;
  const payload = RouteEvent.parse(message.json());
  return toViewers(payload.route.vehicleId).emit(event, payload);
};

const passAlert = (parts: CommittedEventParts, message: JsMsg): boolean => {
  const event = ALERT_EVENTS.get(message.subject);
  if (!event) return false;
  const payload = AlertEvent.parse(message.json());
  return audience(parts, "alerts:view", [payload.alert.branchId]).emit(event, payload);
};

const passBooking = (parts: CommittedEventParts, message: JsMsg): boolean => {
  const event = BOOKING_EVENTS.get(message.subject);
  if (!event) return false;
  const payload = BookingEvent.parse(message.json());
  const { branchId, returnBranchId, vehicleId } = payload.booking;
  void reloadVehicles(parts, [vehicleId]); // the car says who rents it
  return audience(parts, "bookings:view", [branchId, returnBranchId]).emit(event, payload);
};

const passPayment = (parts: CommittedEventParts, message: JsMsg): boolean => {
  if (message.subject !== PAYMENT_COLLECTED) return false;
  const payload = PaymentEvent.parse(message.json());
  return audience(parts, "money:view", [payload.payment.branchId]).emit(
    "payment:collected",
    payload,
  );
};

const passCommand = (parts: CommittedEventParts, message: JsMsg): boolean => {
  if (message.subject !== COMMAND_CHANGED) return false;
  const payload = CommandEvent.parse(message.json());
  const { name, state, vehicleId } = payload.command;
  const isSwitched = state === "done" && (name === "immobilise" || name === "release");
  if (isSwitched) void reloadVehicles(parts, [vehicleId]); // the car says whether it can be started
  return audience(parts, "commands:view", [payload.command.branchId]).emit(
    "command:changed",
    payload,
  );
};

/** Passes one committed event on to those who may see what it is about. */
const passOn = (parts: CommittedEventParts, message: JsMsg): void => {
  const passed = [passRoute, passAlert, passBooking, passPayment, passCommand].some((pass) =>
    pass(parts, message),
  );
  if (!passed) {
    parts.log.debug({ subject: message.subject }, "an event that no viewer is told of");
  }
};

/** Which event of the stream is passed on next; undefined before anybody has looked at the stream. */
type Place = { sequence: number | undefined };

const follow = async (
  messages: ConsumerMessages,
  parts: CommittedEventParts,
  place: Place,
): Promise<void> => {
  for await (const message of messages) {
    place.sequence = message.seq + 1;
    try {
      passOn(parts, message);
    } catch (err) {
      parts.metrics.unreadableAnnouncements.inc({ subject: message.subject });
      parts.log.warn({ err, subject: message.subject }, "an event could not be read");
    }
  }
};

/** The next event of the stream: what comes from now on, or after a loss what came meanwhile. */
const findPlace = async ({ nats }: CommittedEventParts, place: Place): Promise<number> => {
  try {
    const stream = await jetstream(nats).streams.get(EVENT_STREAM);
    const { last_seq: last } = (await stream.info()).state;
    place.sequence ??= last + 1;
    if (place.sequence > last + 1) place.sequence = 1; // made anew
    return place.sequence;
  } catch (err) {
    // It will be made later, and all of it is from now on.
    if (isStreamMissing(err)) place.sequence = 1;
    throw err;
  }
};

/**
 * Passes on events as they are committed, from now on; what came before is in the snapshot and the
 * lists. Each once and in order, also when the stream cannot be followed for a while, or is only made
 * later. The returned function ends it.
 */
export const followCommittedEvents = (parts: CommittedEventParts): (() => Promise<void>) => {
  const stopping = new AbortController();
  const place: Place = { sequence: undefined };
  let messages: ConsumerMessages | undefined;
  let isLost = false;
  const noteLoss = (err: unknown): void => {
    // Before the processor's first start there is no stream: nothing is lost by that.
    if (isLost || isStreamMissing(err))
      return parts.log.debug({ err }, "events cannot be followed");
    isLost = true;
    parts.log.warn({ err }, "events cannot be followed; pages show no new alerts until they can");
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const consumer = await jetstream(parts.nats).consumers.get(EVENT_STREAM, {
          filter_subjects: EVENT_SUBJECTS,
          deliver_policy: DeliverPolicy.StartSequence,
          opt_start_seq: await findPlace(parts, place),
        });
        messages = await consumer.consume({ expires: PULL_EXPIRES_MS });
        if (isLost) parts.log.info("events are followed again, those of meanwhile first");
        isLost = false;
        await follow(messages, parts, place);
      } catch (err) {
        noteLoss(err);
      }
      await wait(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await messages?.close();
    await running;
  };
};
