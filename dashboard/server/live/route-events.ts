import { type ConsumerMessages, DeliverPolicy, jetstream, type JsMsg } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { RouteEvent, RouteRetracted } from "../../../contracts/live-protocol.ts";
import { EVENT_STREAM, eventSubject } from "../../../contracts/subjects.ts";
import type { Metrics } from "../metrics.ts";
import { branchOf, type LiveFleet } from "./live-fleet.ts";
import { type LiveServer, routeRoom } from "./live-socket.ts";

/** The stream is made by the processor, which may start later; time between two looks, ms. */
const RETRY_MS = 1_000;
/**
 * How long one pull waits, ms. The client also waits this long before it asks again when a server
 * that has just come back does not answer at once; its default is 30 s.
 */
const PULL_EXPIRES_MS = 5_000;
/** Everything about routes; a 2.9 server filters by one subject only. */
const ROUTE_SUBJECTS = eventSubject("route:>");

export type RouteEventParts = {
  readonly nats: NatsConnection;
  readonly io: LiveServer;
  readonly fleet: LiveFleet;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
};

const ROUTE_EVENTS = ["route:started", "route:ended", "route:revised"] as const;
const EVENT_OF_SUBJECT = new Map(ROUTE_EVENTS.map((event) => [eventSubject(event), event]));
const RETRACTED_SUBJECT = eventSubject("route:retracted");

/** Passes one committed event on to those who may see that vehicle's routes. */
const passOn = ({ io, fleet, log }: RouteEventParts, message: JsMsg): void => {
  const to = (vehicleId: string) => {
    const branchId = branchOf(fleet, vehicleId);
    return io.to(
      branchId === undefined ? [routeRoom(null)] : [routeRoom(null), routeRoom(branchId)],
    );
  };
  if (message.subject === RETRACTED_SUBJECT) {
    const retracted = RouteRetracted.parse(message.json());
    to(retracted.vehicleId).emit("route:retracted", retracted);
    return;
  }
  const event = EVENT_OF_SUBJECT.get(message.subject);
  if (!event) {
    log.debug({ subject: message.subject }, "an event that no viewer is told of");
    return;
  }
  const payload = RouteEvent.parse(message.json());
  to(payload.route.vehicleId).emit(event, payload);
};

const follow = async (messages: ConsumerMessages, parts: RouteEventParts): Promise<void> => {
  for await (const message of messages) {
    try {
      passOn(parts, message);
    } catch (err) {
      parts.metrics.unreadableAnnouncements.inc({ subject: message.subject });
      parts.log.warn({ err, subject: message.subject }, "an event could not be read");
    }
  }
};

/**
 * Passes on route events as they are committed, from now on; what came before is in the snapshot
 * and the route list. Ordered: after a lost connection it goes on where it was. The returned
 * function ends it.
 */
export const followRouteEvents = (parts: RouteEventParts): (() => Promise<void>) => {
  const stopping = new AbortController();
  let messages: ConsumerMessages | undefined;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const consumer = await jetstream(parts.nats).consumers.get(EVENT_STREAM, {
          filter_subjects: ROUTE_SUBJECTS,
          deliver_policy: DeliverPolicy.New,
        });
        messages = await consumer.consume({ expires: PULL_EXPIRES_MS });
        await follow(messages, parts);
      } catch (err) {
        parts.log.debug({ err }, "route events cannot be followed yet");
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
