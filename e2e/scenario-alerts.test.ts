import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import type { AlertDetail, Detection } from "../contracts/detected.ts";
import type { FuelProposal } from "../contracts/fuel-record.ts";
import type { VehicleSummary } from "../contracts/live-protocol.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { signIn as signInFleet } from "../simulators/provisioning/fleet-api.ts";
import { provideNeeds } from "../simulators/provisioning/needs.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, toldByMs, type CastScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import { encode } from "../simulators/wire/encode.ts";
import { signIn } from "./api.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const SEED = 11;
/** Everything of every scenario is sent at once; until then all of it must be told, ms. */
const TOLD_WITHIN_MS = 45_000;
/** From the sample that decides to a dispatcher's socket, ms. */
const HEARD_WITHIN_MS = 10_000;
/**
 * Fences and hours hold from when they are set, so what they are about must happen after that:
 * a tracker's clock may run ahead by five minutes, and here it does, ms.
 */
const AHEAD_MS = 4.5 * 60_000;
const DISPATCHER = { email: "dispatcher@example.com", password: "a dispatcher's password" };

/** A scenario that a car of the system has played up to the moment when all is told. */
type Played = {
  readonly script: CastScenario;
  readonly car: TrackedCar;
  readonly untilMs: number;
  sentMs: number;
};
type Heard = { readonly alert: Alert; readonly atMs: number };

let system: RunningSystem;
const played = new Map<string, Played>();
const heard: Heard[] = [];
let hangUp = (): void => {};

const needsRules = ({ needs }: CastScenario): boolean =>
  needs.geofences !== undefined || needs.workingHours !== undefined;

const listen = async (): Promise<void> => {
  const { items } = await system.api.get<{ items: { id: string }[] }>("/api/branches");
  const account = { ...DISPATCHER, name: "Dispatcher", role: "DISPATCHER" };
  await system.api.post("/api/users", { ...account, branchId: items[0]?.id });
  const { token } = await signIn(system.httpUrl, DISPATCHER);
  const client = io(system.httpUrl, { transports: ["websocket"], auth: { token } });
  client.on("alert:created", ({ alert }: { alert: Alert }) =>
    heard.push({ alert, atMs: Date.now() }),
  );
  hangUp = () => client.disconnect();
  await new Promise((resolve) => client.once("snapshot", resolve));
};

const cast = (network: ReturnType<typeof siteNetwork>, name: string, nowMs: number) => {
  const shape = { seed: SEED, vehicles: 1, moment: toldByMs };
  const [script] = castScenario(network, name, { ...shape, atMs: nowMs });
  const [ahead] = castScenario(network, name, { ...shape, atMs: nowMs + AHEAD_MS });
  if (!script || !ahead) throw new Error(`nobody plays ${name}`);
  return needsRules(script) ? ahead : script;
};

/** A car in a group of its own, because fences are drawn for groups, and all it needs. */
const prepare = async (name: string, script: CastScenario): Promise<void> => {
  const { tankLitres } = script.spec;
  const car = await registerCar(system.api, { group: name, tankLitres });
  const api = await signInFleet({ apiUrl: system.httpUrl, ...system.owner });
  await provideNeeds(api, car.vehicleId, script.needs, "Ragna Renter");
  played.set(name, { script, car, untilMs: toldByMs(script), sentMs: 0 });
};

const send = async (part: Played): Promise<void> => {
  const { script, car, untilMs } = part;
  const client = await connectDevice(system.mqttUrl, car);
  const device = { deviceId: car.deviceId, kind: "native", externalId: null } as const;
  const due = script.messages.filter(({ sentAtMs }) => sentAtMs <= untilMs);
  await publishAll(
    client,
    due.flatMap(({ samples }) => encode(device, samples)),
  );
  part.sentMs = Date.now();
  await client.endAsync();
};

beforeAll(async () => {
  const network = siteNetwork(await loadRoadGraph(), 1);
  system = await runSystem();
  const nowMs = Date.now();
  const scripts = SCENARIOS.map(({ name }) => ({ name, script: cast(network, name, nowMs) }));
  // What holds from when it is set comes first.
  scripts.sort((one, other) => Number(needsRules(other.script)) - Number(needsRules(one.script)));
  // The clock tells of what is booked, whether or not anybody listens yet.
  await listen();
  for (const { name, script } of scripts) await prepare(name, script);
  await Promise.all([...played.values()].map(send));
});
afterAll(async () => {
  hangUp();
  await system.close();
});

const partOf = (name: string): Played => {
  const part = played.get(name);
  if (!part) throw new Error(`nobody plays ${name}`);
  return part;
};

const itemsOf = async <Item>(path: string): Promise<Item[]> =>
  (await system.api.get<{ items: Item[] }>(path)).items;
const alertsOf = ({ car }: Played) =>
  itemsOf<Alert>(`/api/alerts?limit=1000&vehicleId=${car.vehicleId}`);

/** The processor has seen the last of it. */
const expectSeen = async ({ script, car, untilMs }: Played): Promise<void> => {
  const live = await itemsOf<VehicleSummary>("/api/live");
  const ts = live.find(({ vehicleId }) => vehicleId === car.vehicleId)?.ts ?? "";
  const last = script.messages
    .filter(({ sentAtMs }) => sentAtMs <= untilMs)
    .flatMap(({ samples }) => samples)
    .reduce((latest, { tsMs }) => Math.max(latest, tsMs), 0);
  expect(Date.parse(ts)).toBe(last);
};

const expectTold = async (part: Played): Promise<void> => {
  const { detections: truth } = part.script.expected;
  const path = `/api/detections?limit=1000&vehicleId=${part.car.vehicleId}`;
  const found = (await itemsOf<Detection>(path)).map(({ type, certainty }) => [type, certainty]);
  const observed = truth.filter(({ type }) => type !== "overdue");
  expect(found).toEqual(observed.map(({ type }) => [type, "confirmed"]));
  const told = (await alertsOf(part)).map(({ type, severity, status, late, count, level }) => ({
    type,
    severity,
    status,
    late,
    count,
    level,
  }));
  const expected = truth.flatMap(({ type, alert }) => {
    if (!alert) return [];
    const level = type === "overdue" ? "grace" : null;
    return [{ type, severity: alert.severity, status: "open", late: false, count: 1, level }];
  });
  expect(told).toEqual(expected);
};

test.concurrent.each(SCENARIOS)("$name is told of as it must be", async ({ name }) => {
  const part = partOf(name);
  await eventually(async () => {
    await expectSeen(part);
    await expectTold(part);
  }, TOLD_WITHIN_MS);
});

test("a refuel of which no receipt came waits for one, with its litres", async () => {
  const { script, car } = partOf("unpaid-refuel");
  const [truth] = script.expected.detections;
  await eventually(async () => {
    const proposals = await itemsOf<FuelProposal>(`/api/fuel-proposals?vehicleId=${car.vehicleId}`);
    expect(proposals).toMatchObject([{ status: "OPEN", recordId: null }]);
    const offLitres = Math.abs((proposals[0]?.litres ?? 0) - (truth?.litres ?? 0));
    expect(offLitres).toBeLessThan(0.05 * script.spec.tankLitres);
  }, TOLD_WITHIN_MS);
});

test("a dispatcher hears of each within ten seconds of the sample that decides it, once", async () => {
  for (const part of played.values()) {
    for (const { id, type } of await alertsOf(part)) {
      const calls = heard.filter(({ alert }) => alert.id === id);
      expect(calls).toHaveLength(1);
      expect((calls[0]?.atMs ?? 0) - part.sentMs).toBeLessThan(HEARD_WITHIN_MS);
      const { detections, history } = await system.api.get<AlertDetail>(`/api/alerts/${id}`);
      expect(detections.map((each) => each.type)).toEqual(type === "overdue" ? [] : [type]);
      expect(history.map(({ action }) => action)).toEqual(["raised"]);
    }
  }
});

test("once all is played, nothing else has been told to anybody", async () => {
  for (const part of played.values()) await expectTold(part);
  const expected = SCENARIOS.flatMap(({ name }) => {
    const { detections } = partOf(name).script.expected;
    return detections.flatMap(({ type, alert }) => (alert ? type : []));
  });
  const told = heard.map(({ alert }) => alert.type);
  expect(told.toSorted()).toEqual(expected.toSorted());
});
