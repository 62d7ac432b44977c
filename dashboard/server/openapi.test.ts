import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IMPORT_MEDIA_TYPES } from "../../contracts/fleet-import.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

type Operation = {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly Record<string, unknown>[];
};
type Document = {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
};

let dashboard: TestDashboard;
let document: Document;
beforeAll(async () => {
  dashboard = await startTestDashboard();
  document = (await dashboard.app.inject({ url: "/api/openapi.json" })).json();
});
afterAll(() => dashboard.close());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Every `$ref` anywhere below a value. */
const referencesIn = (value: unknown): string[] => {
  if (!isObject(value)) return [];
  const own = typeof value["$ref"] === "string" ? [value["$ref"]] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
};

/** What a local reference points at; undefined when it points at nothing (RFC 6901). */
const resolve = (reference: string): unknown =>
  reference
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), document);

test("the description is valid OpenAPI 3.1", async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
});

test("every reference points at something, the schema that contains itself included", () => {
  const references = [...new Set(referencesIn(document))];
  expect(references).toContain("#/components/schemas/JsonValue");
  expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

test("every operation says what it does and for whom", () => {
  const silent = operations().filter(([, { summary, description }]) => !summary || !description);
  expect(silent.map(([name]) => name)).toEqual([]);
});

test("only signing in, being invited, becoming the first owner and a shared link need no session", () => {
  const open = operations().filter(([, { security }]) => security?.length === 0);
  expect(open.map(([name]) => name)).toEqual([
    "POST /api/session",
    "POST /api/invitation",
    "POST /api/invitation/accept",
    "GET /api/setup",
    "POST /api/setup/owner",
    "GET /api/shared",
  ]);
});

test.each(["vehicles", "drivers"])("an import of %s takes either file as it is", (things) => {
  const body = document.paths[`/api/${things}/import`]?.["post"]?.requestBody;
  expect(Object.entries(body?.content ?? {})).toEqual(
    Object.values(IMPORT_MEDIA_TYPES).map((mediaType) => [
      mediaType,
      { schema: { type: "string", format: "binary" } },
    ]),
  );
});

test("the paths of devices are described, with the devices' own credentials", () => {
  const ofDevices = operations().filter(([, { security }]) =>
    security?.some((way) => "device" in way),
  );
  expect(ofDevices.map(([name]) => name)).toEqual([
    "POST /api/gps-locations",
    "GET /osmand",
    "POST /osmand",
    "POST /owntracks",
    "POST /traccar",
  ]);
});
