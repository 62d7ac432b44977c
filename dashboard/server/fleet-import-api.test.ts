import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Branch } from "../../contracts/branch.ts";
import { Driver } from "../../contracts/driver.ts";
import {
  DriverImport,
  IMPORT_MEDIA_TYPES,
  ImportProblem,
  MAX_IMPORT_BYTES,
  VehicleImport,
} from "../../contracts/fleet-import.ts";
import { VehiclesChanged } from "../../contracts/live-announcement.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { VEHICLES_CHANGED_SUBJECT } from "../../contracts/subjects.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { aWorkbook, csvOf } from "../../operations/import/testing.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
let elsewhere: Branch;
beforeAll(async () => {
  dashboard = await startTestDashboard();
  const malmo = { name: "Malmö", timeZone: "Europe/Stockholm", currency: "SEK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", malmo);
  elsewhere = Branch.parse(body);
});
afterAll(() => dashboard.close());

const { csv, xlsx } = IMPORT_MEDIA_TYPES;

const send = async (role: Role, path: string, bytes: Uint8Array, mediaType: string = csv) => {
  const answer = await dashboard.app.inject({
    method: "POST",
    url: path,
    headers: {
      authorization: `Bearer ${await dashboard.tokenOf(role)}`,
      "content-type": mediaType,
    },
    payload: Buffer.from(bytes),
  });
  return { status: answer.statusCode, body: answer.json<unknown>() };
};

const sendCsv = (role: Role, path: string, ...lines: readonly string[]) =>
  send(role, path, csvOf(lines.join("\n")));

const problemOf = async (sent: ReturnType<typeof send>) => {
  const { body } = await sent;
  return ImportProblem.parse(body);
};

const storedCars = async (): Promise<readonly Vehicle[]> => {
  const { body } = await dashboard.call("OWNER", "GET", "/api/vehicles?limit=1000");
  return pageOf(Vehicle).parse(body).items;
};
const storedPlates = async () => (await storedCars()).map(({ licensePlate }) => licensePlate);

const HEADINGS = "Kennzeichen;Modell;Typ;Tankinhalt (l);Farbe;Filiale";

test("a dry run tells what each row would become, and stores nothing", async () => {
  const before = await storedPlates();
  const sent = await sendCsv(
    "OWNER",
    "/api/vehicles/import?dryRun=true",
    HEADINGS,
    "DRY 1;VW Golf;CAR;50,5;rot;malmö",
    `DRY 2;;CAR;viel;blau;${dashboard.branchId}`,
  );
  expect(sent.status).toBe(200);
  expect(VehicleImport.parse(sent.body)).toMatchObject({
    dryRun: true,
    rows: 2,
    imported: 0,
    ids: [],
    ignoredColumns: ["Farbe"],
    preview: [{ row: 2, values: { licensePlate: "DRY 1", branchId: elsewhere.id } }],
    errors: [
      { row: 3, column: "Tankinhalt (l)", field: "tankLitres" },
      { row: 3, column: "Modell", field: "model", message: "is required" },
    ],
  });
  expect(await storedPlates()).toEqual(before);
});

test("cars are stored with their ids in the order of the rows, and announced", async () => {
  const announced = dashboard.nats.subscribe(VEHICLES_CHANGED_SUBJECT, { max: 1 });
  await dashboard.nats.flush();
  const sent = await sendCsv(
    "OWNER",
    "/api/vehicles/import",
    HEADINGS,
    "OK 2;VW Golf;CAR;50,5;rot;Malmö",
    `OK 1;VW Up;CAR;;rot;${dashboard.branchId}`,
  );
  expect(sent.status).toBe(201);
  const { imported, ids, errors } = VehicleImport.parse(sent.body);
  expect({ imported, errors }).toEqual({ imported: 2, errors: [] });
  const stored = new Map((await storedCars()).map((car) => [car.id, car]));
  expect(ids.map((id) => stored.get(id))).toMatchObject([
    { licensePlate: "OK 2", tankLitres: 50.5, branchId: elsewhere.id, status: "ACTIVE" },
    { licensePlate: "OK 1", tankLitres: null, branchId: dashboard.branchId },
  ]);
  for await (const message of announced) {
    expect(VehiclesChanged.parse(message.json()).vehicleIds).toEqual(ids);
  }
});

test("one row at fault keeps all from being stored, and is named", async () => {
  const problem = await problemOf(
    sendCsv("MANAGER", "/api/vehicles/import", "Plate,Model,Type", "GOOD 1,Kia,CAR", "BAD 1,,CAR"),
  );
  expect(problem).toMatchObject({
    status: 400,
    errors: [{ row: 3, column: "Model", field: "model", message: "is required" }],
  });
  expect(problem.detail).toContain("nothing was imported");
  expect(await storedPlates()).not.toContain("GOOD 1");
});

test("a plate is taken by a stored car, of whichever branch, or by an earlier row", async () => {
  const taken = ["Plate,Model,Type,Branch", "TAKEN 1,Kia,CAR,Malmö"];
  expect((await sendCsv("OWNER", "/api/vehicles/import", ...taken)).status).toBe(201);
  const { errors } = await problemOf(
    sendCsv(
      "MANAGER",
      "/api/vehicles/import",
      "Plate,Model,Type",
      ...["TAKEN 1,Kia,CAR", "TWICE 1,Kia,CAR", "TWICE 1,Kia,CAR"],
    ),
  );
  expect(errors).toMatchObject([
    { row: 2, column: "Plate", field: "licensePlate", message: "is taken" },
    { row: 4, column: "Plate", field: "licensePlate", message: "is the same as in row 3" },
  ]);
});

test("a manager imports into their own branch, named or not, and into no other", async () => {
  const headings = "Plate,Model,Type,Branch";
  const own = await sendCsv("MANAGER", "/api/vehicles/import", headings, "OWN 1,Kia,CAR,");
  const { preview } = VehicleImport.parse(own.body);
  expect(preview[0]?.values.branchId).toBe(dashboard.branchId);
  const { status, errors } = await problemOf(
    sendCsv("MANAGER", "/api/vehicles/import", headings, "OWN 2,Kia,CAR,Malmö"),
  );
  expect(status).toBe(400);
  expect(errors).toMatchObject([
    { row: 2, column: "Branch", field: "branchId", message: "must be your own branch" },
  ]);
});

test("an owner of several branches is told once that no column names one", async () => {
  const { errors } = await problemOf(
    sendCsv("OWNER", "/api/vehicles/import", "Plate,Type", "A 1,CAR", "A 2,CAR"),
  );
  expect(errors?.map(({ field, message }) => `${field} ${message}`)).toEqual([
    "model is required, and no heading names it",
    "branchId is required: there is more than one branch, and no heading names it",
  ]);
});

test("drivers come from a workbook, where a licence number may be a number", async () => {
  const workbook = aWorkbook([
    ["Nombre", "Número de licencia", "Teléfono", "Correo"],
    ["Eva Luna", 12345678, 46701234567, "eva@example.com"],
    ["Ivo", "L-IVO", "", ""],
  ]);
  const sent = await send("MANAGER", "/api/drivers/import", workbook, xlsx);
  expect(sent.status).toBe(201);
  const { ids } = DriverImport.parse(sent.body);
  const drivers = await Promise.all(
    ids.map(async (id) => (await dashboard.call("MANAGER", "GET", `/api/drivers/${id}`)).body),
  );
  expect(z.array(Driver).parse(drivers)).toMatchObject([
    { name: "Eva Luna", licenseNumber: "12345678", phone: "46701234567" },
    { name: "Ivo", licenseNumber: "L-IVO", phone: null, email: null },
  ]);
  const { errors } = await problemOf(send("MANAGER", "/api/drivers/import", workbook, xlsx));
  expect(errors?.map(({ message }) => message)).toEqual(["is taken", "is taken"]);
});

test("an import of the most rows there may be is one statement, and one more is refused", async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => `MANY ${index},Kia,CAR`);
  const lines = ["Plate,Model,Type", ...rows];
  const sent = await sendCsv("MANAGER", "/api/vehicles/import", ...lines);
  expect(sent.status).toBe(201);
  const { imported, preview, ids } = VehicleImport.parse(sent.body);
  expect([imported, preview.length, new Set(ids).size]).toEqual([5_000, 100, 5_000]);
  const refused = await problemOf(
    sendCsv("MANAGER", "/api/vehicles/import", ...lines, "MORE 1,Kia,CAR"),
  );
  expect(refused).toMatchObject({ status: 400, errors: [{ field: "file" }] });
  expect(refused.detail).toBe("file has 5001 rows; an import takes 5000 at most, so split it");
});

test.each([
  [400, "file is not an XLSX file", csvOf("Plate\nA 1\n"), xlsx],
  [400, "file is not UTF-8 text", aWorkbook([["Plate"], ["A 1"]]), csv],
  [413, "the file is larger than 2 MB", new Uint8Array(MAX_IMPORT_BYTES + 1), csv],
  [415, "send the file as text/csv or", csvOf("{}"), "application/json"],
  [415, "send the file as text/csv or", csvOf("Plate\nA 1\n"), "application/vnd.ms-excel"],
])("answers %i, %s", async (status, detail, bytes, mediaType) => {
  const problem = await problemOf(send("OWNER", "/api/vehicles/import", bytes, mediaType));
  expect(problem).toMatchObject({ status, detail: expect.stringContaining(detail) });
});

test("no file at all is an error that says so, as is an unknown dryRun", async () => {
  const { status, body } = await dashboard.call("OWNER", "POST", "/api/drivers/import");
  expect([status, ImportProblem.parse(body).detail]).toEqual([
    400,
    "body must be a CSV or XLSX file",
  ]);
  const asked = await problemOf(sendCsv("OWNER", "/api/drivers/import?dryRun=maybe", "Name", "E"));
  expect(asked).toMatchObject({ status: 400, errors: [{ field: "dryRun" }] });
});

test("a charset beside the media type changes nothing, and other routes take no CSV", async () => {
  const file = csvOf("Plate,Model,Type\nCHARSET 1,Kia,CAR\n");
  const path = "/api/vehicles/import?dryRun=true";
  expect((await send("MANAGER", path, file, "text/csv; charset=utf-8")).status).toBe(200);
  expect((await send("MANAGER", "/api/vehicles", file)).status).toBe(415);
});
