import { afterAll, beforeAll, expect, test } from "vitest";
import { DetectionRule, EffectiveRules, RulesInForce } from "../../contracts/detection-rule.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { loadRules } from "../../db/detection-rules.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

let plates = 0;
const addVehicle = async (group: string | null = null): Promise<string> => {
  const car = { licensePlate: `R ${++plates}`, model: "V60", vehicleType: "CAR", group };
  return Vehicle.parse((await dashboard.call("MANAGER", "POST", "/api/vehicles", car)).body).id;
};
const put = (rule: object, role: "OWNER" | "MANAGER" = "OWNER") =>
  dashboard.call(role, "PUT", "/api/detection-rules", rule);
const putRule = async (rule: object): Promise<DetectionRule> =>
  DetectionRule.parse((await put(rule)).body);
const effective = async (query: string): Promise<EffectiveRules> =>
  EffectiveRules.parse(
    (await dashboard.call("MANAGER", "GET", `/api/detection-rules?${query}`)).body,
  );
const speedingOf = async (query: string) =>
  (await effective(query)).items.find(({ type }) => type === "speeding");

test("a narrower rule goes over a wider one, field by field, down to the built-in default", async () => {
  const vehicleId = await addVehicle("Vans");
  expect(await speedingOf(`vehicleId=${vehicleId}`)).toMatchObject({
    ...{ enabled: true, alert: null, severity: "warning", rules: [] },
  });
  await putRule({ scope: "fleet", type: "speeding", severity: "info", cooldownS: 60 });
  await putRule({ scope: "group", group: "Vans", type: "speeding", severity: "critical" });
  await putRule({ scope: "vehicle", vehicleId, type: "speeding", minDurationS: 30 });
  expect(await speedingOf(`vehicleId=${vehicleId}`)).toMatchObject({
    ...{ severity: "critical", cooldownS: 60, minDurationS: 30 },
    rules: [{ scope: "fleet" }, { scope: "group" }, { scope: "vehicle" }],
  });
  expect(await speedingOf("group=Vans")).toMatchObject({ severity: "critical", minDurationS: 0 });
  expect(await speedingOf("")).toMatchObject({ severity: "info" });
});

test("thresholds are checked against the detectors' own, and named where they are wrong", async () => {
  const wrong = { speeding: { graceKmh: "fast", colour: 1 }, clairvoyance: {} };
  const { status, body } = await put({ scope: "fleet", type: "speeding", options: wrong });
  expect(status).toBe(400);
  const { errors } = body as { errors: { field: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(
    expect.arrayContaining(["options.speeding.colour", "options.clairvoyance"]),
  );
});

test("thresholds of a vehicle's rules add up with those of the fleet", async () => {
  const vehicleId = await addVehicle();
  const ofFleet = { geofences: { enterFixes: 3 } };
  await putRule({ scope: "fleet", type: "geofence_enter", options: ofFleet });
  const own = { geofences: { exitFixes: 5 } };
  await putRule({ scope: "vehicle", vehicleId, type: "geofence_exit", options: own });
  expect((await effective(`vehicleId=${vehicleId}`)).options).toMatchObject({
    geofences: { enterFixes: 3, exitFixes: 5 },
  });
});

test("thresholds that contradict those of a wider rule are refused, and the field is named", async () => {
  const vehicleId = await addVehicle();
  const ofFleet = { geofences: { exitMarginM: 100, maxExitMarginM: 150 } };
  await putRule({ scope: "fleet", type: "geofence_exit", options: ofFleet });
  const own = { scope: "vehicle", vehicleId, type: "geofence_exit" };
  const message = "must be at least exitMarginM, 100, as the fleet's rule for geofence_exit has it";
  expect(await put({ ...own, options: { geofences: { maxExitMarginM: 60 } } })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "options.geofences.maxExitMarginM", message }] },
  });
  await putRule({ ...own, options: { geofences: { exitMarginM: 50, maxExitMarginM: 60 } } });
  expect(await put({ ...own, options: { tow: { speedKmh: 20 } } })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "options.tow", message: "has no effect on geofence_exit" }] },
  });
});

test("a wider rule that contradicts a narrower one is refused, and names it", async () => {
  const vehicleId = await addVehicle("Ferries");
  const powerCut = (lostBelowV: number, backFromV: number) => ({
    ...{ type: "power_cut", options: { powerCut: { lostBelowV, backFromV } } },
  });
  const { id } = await putRule({ scope: "fleet", ...powerCut(6, 10) });
  const options = { powerCut: { lostBelowV: 6.8 } };
  await putRule({ scope: "vehicle", vehicleId, type: "power_cut", options });
  const message = `must be above lostBelowV, 6.8, as the rule of R ${plates} for power_cut has it`;
  for (const scope of [{ scope: "fleet" }, { scope: "group", group: "Ferries" }]) {
    expect(await put({ ...scope, ...powerCut(5, 6.5) })).toMatchObject({
      status: 400,
      body: { errors: [{ field: "options.powerCut.backFromV", message }] },
    });
  }
  const inForce = await effective(`vehicleId=${vehicleId}`);
  expect(inForce.options).toMatchObject({ powerCut: { lostBelowV: 6.8, backFromV: 10 } });
  const { rules } = inForce.items.find(({ type }) => type === "power_cut") ?? {};
  expect(rules).toMatchObject([{ id }, { scope: "vehicle", options }]);
  // Nobody there has a rule that it contradicts.
  expect(await put({ scope: "group", group: "Trams", ...powerCut(5, 6.5) })).toMatchObject({
    status: 200,
  });
});

test("a rule that another one rests on is neither ended nor emptied, and the other one is named", async () => {
  const vehicleId = await addVehicle("Testers");
  const rule = (scope: object, odometer: object) =>
    putRule({ ...scope, type: "odometer_calibration", options: { odometer } });
  const group = { scope: "group", group: "Testers" };
  await rule({ scope: "fleet" }, { calibrationKm: 20 });
  const { id } = await rule(group, { calibrationKm: 40 });
  await rule({ scope: "vehicle", vehicleId }, { stretchKm: 30 });
  const refused = {
    errors: [
      {
        field: "options.odometer.calibrationKm",
        message: `must be at least stretchKm, 30, as the rule of R ${plates} for odometer_calibration has it`,
      },
    ],
  };
  const ended = await dashboard.call("OWNER", "DELETE", `/api/detection-rules/${id}`);
  expect(ended).toMatchObject({ status: 409, body: refused });
  const emptied = await put({ ...group, type: "odometer_calibration", severity: "info" });
  expect(emptied).toMatchObject({ status: 400, body: refused });
  const { options } = await effective(`vehicleId=${vehicleId}`);
  expect(options).toMatchObject({ odometer: { calibrationKm: 40, stretchKm: 30 } });
});

test("a car does not move into a group whose rule its own contradicts, and the rule is named", async () => {
  const vehicleId = await addVehicle();
  const options = (idling: object) => ({ type: "routes", options: { idling } });
  await putRule({ scope: "group", group: "Queues", ...options({ standSpeedKmh: 4 }) });
  await putRule({ scope: "vehicle", vehicleId, ...options({ driveSpeedKmh: 3.5 }) });
  const move = (group: string | null) =>
    dashboard.call("MANAGER", "PATCH", `/api/vehicles/${vehicleId}`, { group, model: "V90" });
  expect(await move("Queues")).toMatchObject({
    status: 400,
    body: { errors: [{ field: "group", code: "group_rule_contradicts" }] },
  });
  const { body } = await dashboard.call("MANAGER", "GET", `/api/vehicles/${vehicleId}`);
  expect(body).toMatchObject({ group: null, model: "V60" });
  expect(await move("Elsewhere")).toMatchObject({ status: 200, body: { group: "Elsewhere" } });
});

test("two rules that contradict each other do not both come into force, however close in time", async () => {
  const vehicleId = await addVehicle("Racers");
  const options = { tow: { speedKmh: 10 } };
  const [wide, narrow] = await Promise.all([
    put({ scope: "group", group: "Racers", type: "tow", options }),
    put({ scope: "vehicle", vehicleId, type: "tow", options: { tow: { leapSpeedKmh: 12 } } }),
  ]);
  expect([wide.status, narrow.status].sort((a, b) => a - b)).toEqual([200, 400]);
});

test("positions, trips and idling are set by rules about routes, the narrower over the wider", async () => {
  const vehicleId = await addVehicle("Lorries");
  const ofFleet = { trips: { dwellS: 240, minRouteM: 300 }, positions: { minSatellites: 5 } };
  await putRule({ scope: "fleet", type: "routes", options: ofFleet });
  const ofGroup = { trips: { dwellS: 300 }, idling: { recordedAfterS: 600 } };
  await putRule({ scope: "group", group: "Lorries", type: "routes", options: ofGroup });
  const { id } = await putRule({
    ...{ scope: "vehicle", vehicleId, type: "routes", options: { idling: { runningV: 26 } } },
  });
  const { options, items } = await effective(`vehicleId=${vehicleId}`);
  expect(options).toMatchObject({
    trips: { dwellS: 300, minRouteM: 300 },
    positions: { minSatellites: 5, maxHdop: 5 },
    idling: { recordedAfterS: 600, runningV: 26 },
  });
  expect(items.find(({ type }) => type === "routes")).toMatchObject({
    ...{ enabled: true, alert: false },
    rules: [{ scope: "fleet" }, { scope: "group" }, { id }],
  });
  expect(await put({ scope: "fleet", type: "routes", alert: true })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "alert", message: "has no effect on routes" }] },
  });
});

test("overdue returns have rules like everything detected, and a severity by level without one", async () => {
  const vehicleId = await addVehicle("Late");
  const overdueOf = async () => {
    const { items, options } = await effective(`vehicleId=${vehicleId}`);
    return { ...items.find(({ type }) => type === "overdue"), options };
  };
  expect(await overdueOf()).toMatchObject({
    ...{ enabled: true, severity: null, cooldownS: 0, schedule: null },
    options: { overdue: { graceMin: 29, level2hMin: 120, farKmh: 100 } },
  });
  const group = { scope: "group", group: "Late", type: "overdue" };
  await putRule({ ...group, severity: "critical", options: { overdue: { graceMin: 59 } } });
  await putRule({ scope: "vehicle", vehicleId, type: "overdue", enabled: false });
  expect(await overdueOf()).toMatchObject({
    ...{ enabled: false, severity: "critical", options: { overdue: { graceMin: 59 } } },
    rules: [{ scope: "group" }, { scope: "vehicle" }],
  });
  const wrong = await put({ ...group, options: { overdue: { graceMin: -1, townKmh: 900 } } });
  expect(wrong).toMatchObject({
    status: 400,
    body: {
      errors: [{ field: "options.overdue.graceMin" }, { field: "options.overdue.townKmh" }],
    },
  });
});

test("a schedule goes by clocks that exist", async () => {
  const spans = [{ days: [1], fromMinute: 0, toMinute: 60 }];
  for (const timeZone of ["", "CEST+2", "Europe/Göteborg", "Mars/Phobos"]) {
    const schedule = { timeZone, spans };
    expect(await put({ scope: "fleet", type: "tow", schedule })).toMatchObject({
      status: 400,
      body: { errors: [{ field: "schedule.timeZone", message: "must be an IANA time zone" }] },
    });
  }
});

test("a stored rule whose clocks nobody knows any more is shown, and can be ended", async () => {
  const vehicleId = await addVehicle();
  const schedule = {
    timeZone: "Europe/Stockholm",
    spans: [{ days: [1], fromMinute: 0, toMinute: 60 }],
  };
  const { id } = await putRule({ scope: "vehicle", vehicleId, type: "tow", schedule });
  await dashboard.database.pool.query(
    `update detection_rules set schedule = jsonb_set(schedule, '{timeZone}', '"Mars/Phobos"')
     where id = $1`,
    [id],
  );
  const tow = (await effective(`vehicleId=${vehicleId}`)).items.find(({ type }) => type === "tow");
  expect(tow?.schedule).toBeNull();
  expect(tow?.rules.at(-1)?.schedule?.timeZone).toBe("Mars/Phobos");
  for (const [method, path, status] of [
    ["GET", "/api/detection-rules/in-force", 200],
    ["DELETE", `/api/detection-rules/${id}`, 200],
  ] as const) {
    expect((await dashboard.call("OWNER", method, path)).status).toBe(status);
  }
});

test("a changed rule is a new one, and the old one stays for what was observed under it", async () => {
  const rule = { scope: "fleet", type: "leak", alert: false };
  const first = await putRule(rule);
  const second = await putRule({ ...rule, alert: true });
  await dashboard.call("OWNER", "DELETE", `/api/detection-rules/${second.id}`);
  const versions = (await loadRules(dashboard.database.pool, new Date(0))).filter(
    ({ type }) => type === "leak",
  );
  expect(versions.map(({ id, alert }) => ({ id, alert }))).toEqual([
    { id: first.id, alert: false },
    { id: second.id, alert: true },
  ]);
  expect(versions[0]?.validUntil).toBe(second.validFrom);
  const again = await dashboard.call("OWNER", "DELETE", `/api/detection-rules/${second.id}`);
  expect(again.status).toBe(404);
});

test("a rule that somebody else has changed meanwhile is not written over", async () => {
  const rule = { scope: "fleet", type: "odometer_jump", severity: "info" };
  const conflict = { status: 409, body: { errors: [{ field: "replaces" }] } };
  const first = await putRule({ ...rule, replaces: null });
  expect(await put({ ...rule, replaces: null })).toMatchObject(conflict);
  const second = await putRule({ ...rule, severity: "critical", replaces: first.id });
  expect(await put({ ...rule, replaces: first.id })).toMatchObject(conflict);
  const item = (await effective("")).items.find(({ type }) => type === "odometer_jump");
  expect(item).toMatchObject({ severity: "critical", rules: [{ id: second.id }] });
});

test("every rule in force is listed, of vehicles those that the caller sees", async () => {
  const branch = { name: "Malmö", timeZone: "Europe/Stockholm", currency: "SEK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
  const car = { licensePlate: "FAR", model: "V60", vehicleType: "CAR" };
  const elsewhere = { ...car, branchId: (body as { id: string }).id };
  const far = Vehicle.parse(
    (await dashboard.call("OWNER", "POST", "/api/vehicles", elsewhere)).body,
  ).id;
  const near = await addVehicle();
  const type = "low_battery";
  await putRule({ scope: "fleet", type, severity: "info" });
  await putRule({ scope: "group", group: "Trucks", type, severity: "info" });
  for (const vehicleId of [near, far]) await putRule({ scope: "vehicle", vehicleId, type });
  const seenBy = async (role: "OWNER" | "MANAGER"): Promise<string[]> => {
    const answer = await dashboard.call(role, "GET", "/api/detection-rules/in-force");
    return RulesInForce.parse(answer.body)
      .items.filter((rule) => rule.type === type)
      .map(({ group, vehicleId }) => vehicleId ?? group ?? "fleet")
      .sort();
  };
  expect(await seenBy("OWNER")).toEqual(["Trucks", far, "fleet", near].sort());
  expect(await seenBy("MANAGER")).toEqual(["Trucks", "fleet", near].sort());
});

test("a branch's manager rules its own cars only, and a scope names its subject", async () => {
  const vehicleId = await addVehicle();
  expect((await put({ scope: "fleet", type: "tow" }, "MANAGER")).status).toBe(403);
  expect((await put({ scope: "vehicle", vehicleId, type: "tow" }, "MANAGER")).status).toBe(200);
  expect(await put({ scope: "group", type: "tow" })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "group" }] },
  });
});
