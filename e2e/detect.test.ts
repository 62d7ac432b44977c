import { afterAll, beforeAll, expect, test } from "vitest";
import { WhatIfResult } from "../contracts/what-if.ts";
import { driveEast, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { startProgram } from "./program.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const MINUTE_MS = 60_000;
/** An hour ago a car drove for five minutes at 54 km/h; who is told of speeding had switched it off. */
const SET_OUT_MS = Date.now() - 60 * MINUTE_MS;
const LIMIT = ["--set", "speeding.limitKmh=40"];

let system: RunningSystem;
let car: TrackedCar;
let ruleId: string;
beforeAll(async () => {
  system = await runSystem();
  car = await registerCar(system.api);
  const off = { scope: "vehicle", vehicleId: car.vehicleId, type: "speeding", enabled: false };
  ruleId = (await system.api.put<{ id: string }>("/api/detection-rules", off)).id;
  await publishFixes(system, car, driveEast(SET_OUT_MS, SET_OUT_MS + 5 * MINUTE_MS));
  await eventually(async () => {
    const path = `/api/routes?vehicleId=${car.vehicleId}`;
    const { items } = await system.api.get<{ items: { status: string }[] }>(path);
    if (items[0]?.status !== "COMPLETED") throw new Error("the drive has not ended yet");
  }, 60_000);
});
afterAll(() => system.close());

/** Runs `npm run detect` for the car and its drive; resolves to what it printed. */
const detect = async (
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<string> => {
  const at = (ms: number): string => new Date(ms).toISOString();
  const span = ["--from", at(SET_OUT_MS - MINUTE_MS), "--to", at(SET_OUT_MS + 30 * MINUTE_MS)];
  const program = startProgram("evaluation/detect/main.js", settings, [
    ...["--vehicle", car.licensePlate, ...span],
    ...args,
  ]);
  if ((await program.ended) !== 0) throw new Error(program.printed());
  return program.printed();
};
const byApi = () => ({
  ...{ DATABASE_URL: "", API_URL: system.httpUrl },
  ...{ OWNER_EMAIL: system.owner.email, OWNER_PASSWORD: system.owner.password },
});
const byDatabase = () => ({ DATABASE_URL: system.databaseUrl });
const resultOf = async (args: readonly string[], settings: Readonly<Record<string, string>>) =>
  WhatIfResult.parse(JSON.parse(await detect([...args, "--json"], settings)));

test("a limit is tried on a car whose speeding is switched off, by the API and by the database", async () => {
  const asked = await resultOf(LIMIT, byApi());
  expect(asked.observations).toBe(60);
  expect(asked.changes).toMatchObject([
    {
      change: "appears",
      after: { type: "speeding", alert: "warning", evidence: { limitKmh: 40 } },
    },
  ]);
  expect(asked.changed.alerts).toBe(asked.today.alerts + 1);
  expect(await resultOf(LIMIT, byDatabase())).toEqual(asked);

  const short = [...LIMIT, "--rule", "speeding.minDurationS=600"];
  const untold = await resultOf(short, byApi());
  expect(untold.changes).toMatchObject([{ change: "appears", after: { alert: null } }]);
  expect(await resultOf(short, byDatabase())).toEqual(untold);

  const off = [...LIMIT, "--rule", "speeding.enabled=false"];
  expect((await resultOf(off, byApi())).changes).toEqual([]);
});

test("once the rule is gone the answer is the same, and a person can read it", async () => {
  await system.api.delete(`/api/detection-rules/${ruleId}`);
  const said = await eventually(async () => {
    const text = await detect([...LIMIT, "--rule", "speeding.severity=critical"], byApi());
    expect(text).toMatch(/^\+ speeding /m);
    return text;
  });
  expect(said).toMatch(/^with the draft: .* alerts: 1$/m);
  expect(said).toContain("alert, critical");
});
