import { setTimeout as wait } from "node:timers/promises";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import type { LivePositions } from "../contracts/live-announcement.ts";
import { eventSubject, LIVE_POSITIONS_SUBJECT } from "../contracts/subjects.ts";
import { idOf } from "../db/location-row.ts";
import { findRefusedLocations, isHopeless } from "../db/refused-locations.ts";
import { endSnoozes, raiseDueAlerts } from "./alert-ticks.ts";
import type { AlertPolicies } from "./alerting.ts";
import { applyBatch, FencedError, type BatchParts, type Claim } from "./apply-batch.ts";
import type { CommittedWork } from "./committed-work.ts";
import { setAside, setAsideObservation } from "./dead-letters.ts";
import { createLoopTasks } from "./loop-tasks.ts";
import type { ProcessorMetrics } from "./metrics.ts";
import type { OverdueRules } from "./overdue-rules.ts";
import { trackOverdue } from "./overdue-tick.ts";
import type { Rewinds } from "./rewinds.ts";
import { parseMessage, type TelemetryMessage } from "./telemetry-batch.ts";
import type { PartitionMessage, TelemetrySource } from "./telemetry-source.ts";
import { VehicleFaultError, type VehicleFaults } from "./vehicle-faults.ts";
import { wakeSilentVehicles } from "./wakes.ts";
import type { Written } from "./write-changes.ts";

/** Most messages (one partition's part of a micro-batch each) in one transaction. */
const MESSAGES_AT_ONCE = 512;
/**
 * Most of them together, bytes, unless one alone is larger: some 50,000 observations, which any
 * database stores long before its statement times out, and well below what one message to it may hold.
 */
const BYTES_AT_ONCE = 4 * 1024 * 1024;
/**
 * Least time between the beginnings of two batches, ms: what comes meanwhile shares a transaction,
 * whose cost is per vehicle and batch. Small against the five position updates a second of a viewer.
 */
const BATCH_EVERY_MS = 80;
/** How long the loop waits for messages before it looks after silence and lateness, ms. */
const IDLE_MS = 100;
/** Late vehicles are brought up to date for so long between two batches, by whole pages, ms. */
const REWIND_MS = 30;
/** How often silent vehicles are looked for, ms. */
const WAKE_EVERY_MS = 1_000;
/** A car of which something came in so lately is not silent, ms: a backlog comes in pieces. */
const HEARD_LATELY_MS = 10_000;
/**
 * What came in longer ago than this and is still unread may say that a car is back or well, ms: until
 * then the clock judges nobody. A busy loop is behind by a batch or two, clocks differ by a second.
 */
const ABREAST_MS = 5_000;
/** After a start nobody is silent for this long, ms: until now nobody was listening. */
const LISTEN_FIRST_MS = 20_000;
/** How often due times are looked at, ms: a level is a matter of minutes. */
const OVERDUE_EVERY_MS = 5_000;
/** Pause before a failed batch is tried again, ms. */
const RETRY_MS = 500;
/** Most vehicles in one live announcement: stays well below NATS' 1 MB a message. */
const LIVES_AT_ONCE = 1_000;

type Ports = BatchParts & {
  readonly nats: NatsConnection;
  readonly source: TelemetrySource;
  readonly rewinds: Rewinds;
  readonly faults: VehicleFaults;
  readonly policies: AlertPolicies & OverdueRules;
  readonly relay: CommittedWork;
  readonly refiler: CommittedWork;
  readonly metrics: ProcessorMetrics;
  readonly log: Logger;
  /** The claims in force; called before each piece of work. */
  readonly claim: () => Claim;
  /**
   * What is in hand of these partitions is not to be written: finds out who owns them, and reads
   * those that are still ours anew from behind what is stored.
   */
  readonly resync: (partitions: ReadonlySet<number>) => Promise<void>;
  readonly now: () => number;
};

/** The processor's one loop: batches, late vehicles and silent vehicles, strictly one at a time. */
export type BatchLoop = { stop(): Promise<void> };

export const startBatchLoop = (ports: Ports): BatchLoop => {
  const { pool, nats, source, memory, mountings, rewinds, faults, policies } = ports;
  const { relay, refiler, metrics, log, now } = ports;
  const stopping = new AbortController();
  const listeningMs = now() + LISTEN_FIRST_MS;
  const tasks = createLoopTasks(log, now);
  let nextWakeMs = 0;
  let nextOverdueMs = 0;

  const announce = (done: Written): void => {
    for (let from = 0; from < done.lives.length; from += LIVES_AT_ONCE) {
      const vehicles = done.lives.slice(from, from + LIVES_AT_ONCE);
      const message: LivePositions = { v: 1, vehicles };
      nats.publish(LIVE_POSITIONS_SUBJECT, JSON.stringify(message));
    }
    for (const { event, payload } of done.progress) {
      nats.publish(eventSubject(event), JSON.stringify(payload));
    }
    if (done.announced > 0) relay.poke();
  };

  const apply = async (messages: readonly TelemetryMessage[]): Promise<void> => {
    const startMs = now();
    const result = await applyBatch(ports, ports.claim(), messages, startMs);
    for (const [vehicleId, oldestMs] of result.late) rewinds.note(vehicleId, oldestMs, now());
    announce(result);
    metrics.countRefolded(result.refolded);
    if (result.refiled > 0) refiler.poke();
    metrics.countBatch(messages, result, now() - startMs);
  };

  /** Reads a message; one that cannot be read is set aside, and its sequence still counts. */
  const parse = async (message: PartitionMessage): Promise<TelemetryMessage> => {
    try {
      return parseMessage(message);
    } catch (err) {
      const { partition, sequence } = message;
      log.error({ err, partition, sequence }, "unreadable telemetry message set aside");
      metrics.countDead();
      await setAside(nats, message, (err as Error).message);
      return parseMessage({ ...message, section: null });
    }
  };

  /** Sets aside the observations of a message that nobody can read or the database never takes. */
  const sift = async (message: TelemetryMessage): Promise<TelemetryMessage> => {
    const { partition, sequence } = message;
    const refused = await findRefusedLocations(pool, message.observations);
    for (const [observation, err] of refused) {
      const { vehicleId } = observation.origin;
      const id = idOf(observation);
      log.error({ err, partition, sequence, vehicleId, id }, "observation refused, set aside");
      metrics.countDead();
      await setAsideObservation(nats, message, observation, err.message);
    }
    return { ...message, observations: message.observations.filter((each) => !refused.has(each)) };
  };

  /** Finds what the database will never take of a batch, and stores the rest. */
  const isolate = async (messages: readonly TelemetryMessage[]): Promise<void> => {
    for (const message of messages) {
      try {
        await apply([message]);
      } catch (err) {
        if (!isHopeless(err)) throw err;
        const sifted = await sift(message);
        // Nothing wrong with what was measured: then it is what detection made of it.
        if (sifted.observations.length === message.observations.length) {
          for (const { origin } of message.observations) {
            faults.note(new VehicleFaultError(origin.vehicleId, err));
          }
        }
        await apply([sifted]);
      }
    }
  };

  const process = async (raw: PartitionMessage[]): Promise<void> => {
    const messages = await Promise.all(raw.map(parse));
    try {
      await apply(messages);
    } catch (err) {
      if (!isHopeless(err)) throw err;
      await isolate(messages);
    }
  };

  /** Repeats a batch until it is stored, or turns out to be stored or somebody else's. */
  const processDurably = async (taken: PartitionMessage[]): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await process(taken);
        return;
      } catch (err) {
        metrics.countFailure();
        if (err instanceof FencedError) {
          log.warn({ err }, "batch given up: not ours, or stored already");
          await resyncDurably(new Set(taken.map(({ partition }) => partition)));
          return;
        }
        if (err instanceof VehicleFaultError) {
          faults.note(err); // the next try leaves it out
          continue;
        }
        log.error({ err }, "batch not stored; trying again");
        await wait(RETRY_MS);
      }
    }
  };

  const resyncDurably = async (partitions: ReadonlySet<number>): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await ports.resync(partitions);
        return;
      } catch (err) {
        log.error({ err }, "owned partitions not known; trying again");
        await wait(RETRY_MS);
      }
    }
  };

  const onFault = (fault: VehicleFaultError): void => {
    faults.note(fault);
    rewinds.note(fault.vehicleId, Number.POSITIVE_INFINITY, now());
  };

  const wakeSilent = async (nowMs: number): Promise<void> => {
    if (nowMs < listeningMs) return;
    const heardBefore = new Date(nowMs - HEARD_LATELY_MS);
    const parts = { pool, memory, policies, faults, onFault };
    const woken = await wakeSilentVehicles(parts, ports.claim(), nowMs, heardBefore);
    if (woken) announce(woken);
  };

  const rewind = async (): Promise<void> => {
    const untilMs = now() + REWIND_MS;
    do {
      const { replayed, written } = await rewinds.slice(ports.claim(), now());
      metrics.countRefolded(replayed);
      if (written) announce(written);
    } while (now() < untilMs && rewinds.hasDue(now()));
  };

  const lookAfterVehicles = async (): Promise<void> => {
    const nowMs = now();
    await tasks.run("rewinds", rewind);
    if (nowMs < nextWakeMs) return;
    nextWakeMs = nowMs + WAKE_EVERY_MS;
    memory.sweep(nowMs);
    mountings.sweep(nowMs);
    if (source.lagMs(nowMs) <= ABREAST_MS) await judgeByClock(nowMs);
  };

  const judgeByClock = async (nowMs: number): Promise<void> => {
    const judge = (name: string, task: (claim: Claim) => Promise<number>): Promise<void> =>
      tasks.run(name, async () => {
        if ((await task(ports.claim())) > 0) relay.poke();
      });
    await tasks.run("silence", () => wakeSilent(nowMs));
    await judge("durations", (claim) => raiseDueAlerts(pool, policies, claim, nowMs));
    await judge("snoozes", (claim) => endSnoozes(pool, claim, nowMs));
    if (nowMs < nextOverdueMs) return;
    nextOverdueMs = nowMs + OVERDUE_EVERY_MS;
    await judge("due times", (claim) => trackOverdue(pool, policies, claim, nowMs));
  };

  const run = async (): Promise<void> => {
    let nextBatchMs = 0;
    while (!stopping.signal.aborted) {
      await source.arrival(rewinds.size() > 0 ? IDLE_MS / 5 : IDLE_MS);
      if (nextBatchMs > now()) await wait(nextBatchMs - now());
      nextBatchMs = now() + BATCH_EVERY_MS;
      const taken = source.take(MESSAGES_AT_ONCE, BYTES_AT_ONCE);
      if (taken.length > 0) await processDurably(taken);
      await lookAfterVehicles();
    }
  };

  const done = run();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
};
