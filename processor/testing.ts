import type pg from "pg";
import pino from "pino";
import type { Observation } from "../contracts/observation.ts";
import { partitionOf, PARTITION_COUNT } from "../contracts/subjects.ts";
import { originOf, type Origin } from "../db/location-row.ts";
import { findBulkLoad } from "../db/location-copy.ts";
import { claimPartitions, releasePartitions } from "../db/partitions.ts";
import { createFrameWriter, splitFrame } from "../db/telemetry-frame.ts";
import { loadRewinds } from "../db/vehicle-states.ts";
import { endSnoozes, raiseDueAlerts } from "./alert-ticks.ts";
import { defaultPolicies, type AlertPolicies } from "./alerting.ts";
import { applyBatch, type BatchParts, type Claim } from "./apply-batch.ts";
import { createMountingMemory } from "./mounting-memory.ts";
import { defaultOverdueRules, type OverdueRules } from "./overdue-rules.ts";
import { trackOverdue } from "./overdue-tick.ts";
import { createRewinds } from "./rewinds.ts";
import { parseMessage, type TelemetryMessage } from "./telemetry-batch.ts";
import { defaultSettings, unchanging, type SettingsHistory } from "./detectors/vehicle-settings.ts";
import { createVehicleFaults, type VehicleFaultError } from "./vehicle-faults.ts";
import { createVehicleMemory } from "./vehicle-memory.ts";
import { wakeSilentVehicles } from "./wakes.ts";

/** Longer than a late observation ever waits, ms. */
const ALL_REWINDS_DUE_MS = 10_000;
const LEASE_MS = 60_000;
/** These tests have a clock of their own, the database has the wall's: whatever it wrote is over. */
const ANY_TIME = new Date(Date.UTC(9_999, 0));

/** The processor's parts on a real database, without a stream: the test is the stream. */
export const aProcessor = async (
  pool: pg.Pool,
  owner = "processor-under-test",
  policies: AlertPolicies = defaultPolicies,
  settingsOf: (vehicleId: string) => SettingsHistory = () => unchanging(defaultSettings),
  overdueRules: OverdueRules = defaultOverdueRules,
) => {
  await releasePartitions(pool, owner, "all");
  const owned = await claimPartitions(pool, owner, LEASE_MS, PARTITION_COUNT);
  const claim: Claim = {
    owner,
    streamCreatedAt: new Date(0),
    bulkLoad: await findBulkLoad(pool),
    epochs: new Map(owned.map(({ partition, epoch }) => [partition, epoch])),
  };
  const faults = createVehicleFaults(pino({ level: "silent" }), Date.now);
  const memory = createVehicleMemory(Date.now, settingsOf, faults);
  const mountings = createMountingMemory();
  const parts: BatchParts = { pool, memory, mountings, policies };
  const rewinds = createRewinds(pool, memory, policies, faults);
  for (const { vehicleId, rewindFromMs } of await loadRewinds(pool)) {
    rewinds.note(vehicleId, rewindFromMs ?? 0, 0);
  }

  let refolded = 0;
  const slice = async (nowMs: number): Promise<void> => {
    const turn = await rewinds.slice(claim, Math.max(nowMs, ALL_REWINDS_DUE_MS));
    refolded += turn.replayed;
  };

  const onFault = (fault: VehicleFaultError): void => {
    faults.note(fault);
    rewinds.note(fault.vehicleId, Number.POSITIVE_INFINITY, 0);
  };
  /** The clock's turn on cars that nothing has been heard of since a time of the wall's clock. */
  const wakeSilent = (nowMs: number, heardBefore: Date) =>
    wakeSilentVehicles({ pool, memory, policies, faults, onFault }, claim, nowMs, heardBefore);

  return {
    claim,
    memory,
    faults,
    /** Observations folded again so far because others came late. */
    refolded: () => refolded,
    /** Processes messages as one batch. */
    async deliver(messages: readonly TelemetryMessage[], nowMs: number): Promise<void> {
      const { late, refolded: atOnce } = await applyBatch(parts, claim, messages, nowMs);
      refolded += atOnce;
      for (const [vehicleId, oldestMs] of late) rewinds.note(vehicleId, oldestMs, 0);
    },
    /** One page of work for one late vehicle. */
    slice,
    /** Brings every late vehicle up to date. */
    async settle(nowMs: number): Promise<void> {
      while (rewinds.size() > 0) await slice(nowMs);
    },
    wakeSilent,
    /** The clock's turn. */
    async wake(nowMs: number): Promise<void> {
      await wakeSilent(nowMs, ANY_TIME);
      await raiseDueAlerts(pool, policies, claim, nowMs);
      await endSnoozes(pool, claim, nowMs);
      await trackOverdue(pool, overdueRules, claim, nowMs);
    },
  };
};

/** How far the stream of these tests has come, which every message of every vehicle goes through. */
let sequence = 0;

/**
 * Makes stream messages for one vehicle, each behind all that were made before it. What does not say when
 * it was received was received when it was measured.
 */
export const messagesFor = (vehicleId: string) => {
  const origins = new Map<string, Origin>();
  const frames = createFrameWriter();
  return (observations: readonly Observation[]): TelemetryMessage => {
    for (const observation of observations) {
      const { deviceId } = observation;
      const origin = origins.get(deviceId) ?? originOf(deviceId, vehicleId);
      origins.set(deviceId, origin);
      const { tsMs, receivedAtMs = tsMs } = observation;
      frames.observation(origin, observation, receivedAtMs);
    }
    const [part] = splitFrame(frames.finish());
    const partition = partitionOf(vehicleId);
    const section = part?.section ?? null;
    return parseMessage({ partition, sequence: ++sequence, messageAtMs: sequence, section });
  };
};
