import { expect, test } from "vitest";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { originOf } from "../db/location-row.ts";
import { createBatcher, type Batcher } from "./batcher.ts";
import { nothing, type Decoded } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { createIntake } from "./intake.ts";
import { createMetrics } from "./metrics.ts";
import { sha256 } from "./testing.ts";

const NOW_MS = Date.UTC(2026, 2, 1, 12);
const device: RegisteredDevice = {
  id: "car",
  kind: "native",
  externalId: null,
  secretSha256: sha256("secret"),
  secretBranchId: null,
  branchId: null,
  mountings: [
    {
      origin: originOf("car", "00000000-0000-4000-8000-00000000000a"),
      fromMs: NOW_MS - 60_000,
      untilMs: Number.POSITIVE_INFINITY,
    },
  ],
};
const source = { transport: "mqtt", format: "native", address: "devices/car/telemetry" } as const;

const intakeOn = (batcher: Batcher) => {
  const metrics = createMetrics({ sessions: () => 0, pending: batcher.pending });
  return createIntake({ batcher, maxAgeMs: 86_400_000, now: () => NOW_MS, metrics });
};
/** Takes a payload; resolves to its receipt once all of it is stored. */
const take = async (payload: unknown, decoded?: Decoded) => {
  const batcher = createBatcher(() => Promise.resolve());
  const text = JSON.stringify(payload);
  let timesStored = 0;
  const intake = intakeOn(batcher);
  const receipt = intake.take(
    device,
    source,
    { content: text, bytes: text.length },
    decoded ?? decodeNative(payload, intake.clock()),
    () => timesStored++,
  );
  const storedAtOnce = timesStored;
  await batcher.drain();
  return { receipt, storedAtOnce, timesStored };
};

test("a payload counts as stored once, after its last part", async () => {
  const parts = [{ ts: NOW_MS }, { ts: NOW_MS, lat: 95 }, { ts: NOW_MS, event: "sos" }];
  const { receipt, storedAtOnce, timesStored } = await take(parts);
  expect(receipt).toMatchObject({ accepted: 2, refusals: [{ field: "[1].lat" }] });
  expect([storedAtOnce, timesStored]).toEqual([0, 1]);
});

test("a message without telemetry has nothing to wait for", async () => {
  const { receipt, storedAtOnce, timesStored } = await take({}, nothing);
  expect(receipt).toEqual({ accepted: 0, refusals: [] });
  expect([storedAtOnce, timesStored]).toEqual([1, 1]);
});

test("an observation from before the tracker sat in any car is refused", async () => {
  const { receipt } = await take({ ts: NOW_MS - 120_000 });
  expect(receipt).toMatchObject({ accepted: 0, refusals: [{ field: "device" }] });
});

test("while more than 64 MB wait to be stored there is no room, and after a stop no way in", () => {
  let waitingBytes = 0;
  const batcher = createBatcher(() => Promise.resolve());
  const intake = intakeOn({ ...batcher, pendingBytes: () => waitingBytes });
  expect(intake.standing()).toBe("open");
  waitingBytes = 65 * 1024 * 1024;
  expect(intake.standing()).toBe("full");
  waitingBytes = 0;
  expect(intake.standing()).toBe("open");
  intake.stop();
  expect(intake.standing()).toBe("stopping");
});
