import { afterAll, beforeAll, expect, test } from "vitest";
import { GeofenceDetail, GeofenceVersion } from "../../contracts/geofence-api.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { SETTINGS_CHANGED_SUBJECT } from "../../contracts/subjects.ts";
import { loadGeofences } from "../../db/geofences.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const yard = {
  name: "Yard",
  area: {
    kind: "circle",
    geometry: { type: "Point", coordinates: [11.97, 57.7] },
    radiusM: 80,
  },
  purpose: "yard",
} as const;
const draw = async (role: Role, extra: object = {}) =>
  dashboard.call(role, "POST", "/api/geofences", { ...yard, ...extra });
const drawn = async (role: Role, extra: object = {}) =>
  GeofenceVersion.parse((await draw(role, extra)).body);
const names = async (role: Role, query = ""): Promise<string[]> => {
  const { body } = await dashboard.call(role, "GET", `/api/geofences?${query}`);
  return pageOf(GeofenceVersion)
    .parse(body)
    .items.map(({ name }) => name);
};

test("a fence is its branch's when staff draw it, the fleet's when an owner does", async () => {
  expect(await drawn("MANAGER", { name: "Ours" })).toMatchObject({
    ...{ branchId: dashboard.branchId, version: 1, validUntil: null, speedLimitKmh: null },
    area: yard.area,
  });
  const everywhere = await drawn("OWNER", { name: "Everywhere" });
  expect(everywhere.branchId).toBeNull();
  expect(await names("FIELD")).toEqual(["Everywhere", "Ours"]);
  const edit = await dashboard.call("MANAGER", "PATCH", `/api/geofences/${everywhere.id}`, {
    name: "Mine",
  });
  expect(edit.status).toBe(403);
});

test("an edit begins a new version and leaves the old one to what was observed before", async () => {
  const announced = dashboard.nats.subscribe(SETTINGS_CHANGED_SUBJECT, { max: 1 });
  const { id } = await drawn("MANAGER", { name: "Harbour" });
  const patch = { speedLimitKmh: 30, area: { ...yard.area, radiusM: 120 } };
  const { body } = await dashboard.call("MANAGER", "PATCH", `/api/geofences/${id}`, patch);
  expect(GeofenceVersion.parse(body)).toMatchObject({ id, version: 2, name: "Harbour", ...patch });
  const versions = (await loadGeofences(dashboard.database.pool, new Date(0))).filter(
    (fence) => fence.id === id,
  );
  expect(versions).toMatchObject([{ area: { radiusM: 80 } }, { area: { radiusM: 120 } }]);
  expect(versions[0]?.validUntil).toEqual(versions[1]?.validFrom);
  const history = (await dashboard.call("DESK", "GET", `/api/geofences/${id}`)).body;
  expect(GeofenceDetail.parse(history)).toMatchObject({
    ...{ version: 2, validUntil: null },
    versions: [{ version: 2 }, { version: 1, validUntil: versions[1]?.validFrom.toISOString() }],
  });
  for await (const { subject } of announced) expect(subject).toBe(SETTINGS_CHANGED_SUBJECT);
});

test("an archived fence stays on record and changes no more", async () => {
  const { id } = await drawn("MANAGER", { name: "Old yard" });
  await dashboard.call("MANAGER", "POST", `/api/geofences/${id}/archive`);
  expect(await names("DESK")).not.toContain("Old yard");
  expect(await names("DESK", "archived=true")).toEqual(["Old yard"]);
  const edit = await dashboard.call("MANAGER", "PATCH", `/api/geofences/${id}`, { name: "New" });
  expect(edit.status).toBe(409);
});

test("a polygon that does not close is refused by name", async () => {
  const ring = [
    [11, 57],
    [11.1, 57],
    [11.1, 57.1],
    [11, 57.1],
  ];
  const area = { kind: "polygon", geometry: { type: "Polygon", coordinates: [ring] } };
  expect(await draw("OWNER", { area })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "area.geometry.coordinates.0" }] },
  });
});
