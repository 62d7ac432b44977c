import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFleet, samplesBetween } from "../fleet/fleet.ts";
import { siteNetwork } from "../fleet/sites.ts";
import { loadRoadGraph } from "../roads/graph-file.ts";
import { startTestBroker, type TestBroker } from "../testing-broker.ts";
import { connectDevice } from "./device-client.ts";
import { runLive } from "./live-run.ts";

const network = siteNetwork(await loadRoadGraph(), 1);
const fleet = createFleet(network, { seed: 1, vehicles: 12, intervalMs: 1_000 });
/** A native car that is under way and will be for a while: a parked one reports once a minute. */
const car = fleet.find(
  ({ life, device }) =>
    device.kind === "native" &&
    life.stageAt(Date.now()).endMs > Date.now() + 5_000 &&
    life.stageAt(Date.now()).ignition,
);

let broker: TestBroker;
beforeEach(async () => {
  broker = await startTestBroker();
});
afterEach(() => broker.stop());

const times = (): number[] =>
  broker.received.flatMap(({ payload }) =>
    [JSON.parse(payload) as { ts: string } | { ts: string }[]]
      .flat()
      .map(({ ts }) => Date.parse(ts)),
  );

test("publishes what is past at once, then every report when it is due, and stops when told", async () => {
  const { deviceId } = car!.device;
  const client = await connectDevice({ mqttUrl: broker.url, deviceId, secret: "secret" });
  const stopping = new AbortController();
  const tally = { sent: 0, acknowledged: 0 };
  const fromMs = Date.now() - 20 * 60_000;
  const historyMs = Date.now();
  const running = runLive(car!, client, tally, { fromMs, signal: stopping.signal });
  await vi.waitUntil(() => Math.max(...times()) > historyMs, { timeout: 20_000 });
  stopping.abort();
  await running;
  await client.close();
  const untilMs = Math.max(...times()) + 1;
  expect(times()).toEqual(samplesBetween(car!, fromMs, untilMs).map(({ tsMs }) => tsMs));
  expect(times().every((tsMs) => tsMs <= Date.now())).toBe(true);
  expect(tally.acknowledged).toBe(tally.sent);
  // Twenty minutes of history travel in a handful of messages.
  expect(broker.received.length).toBeLessThan(20);
});
