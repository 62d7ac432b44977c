import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { UNIQUE_VIOLATION, sqlStateOf } from "./sql-state.ts";
import { aVehicle } from "./fixtures.ts";
import { copyLocations, findBulkLoad, type LocationGroup } from "./location-copy.ts";
import { originOf } from "./location-row.ts";
import { inTransaction } from "./pool.ts";
import { createFrameWriter, readSection, splitFrame } from "./telemetry-frame.ts";
import { freshDatabase, type TestDatabase } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const NO_COPY = "the embedded engine takes no rows by copy";
/** Enough for three parts. */
const CARS = 3;
const ROWS_PER_CAR = 3_500;

let database: TestDatabase;
let isEmbedded: boolean;
beforeAll(async () => {
  database = await freshDatabase();
  const { rows } = await database.pool.query<{ version: string }>("select version() as version");
  isEmbedded = /wasm|emscripten/i.test(rows[0]?.version ?? "");
  if (isEmbedded) console.warn(`${NO_COPY}: its tests are skipped`);
});
afterAll(() => database.close());

test("the embedded engine is written by insert, a server by copy", async () => {
  expect(await findBulkLoad(database.pool)).toBe(isEmbedded ? "insert" : "copy");
});

test("a failure that is no refusal of copy is an error, not a slower way of writing", async () => {
  await database.pool.query("alter table gps_locations rename to elsewhere");
  await expect(findBulkLoad(database.pool)).rejects.toThrow(/gps_locations/);
  await database.pool.query("alter table elsewhere rename to gps_locations");
});

/** Observations of several new cars, a second apart, as the stream delivers them. */
const someGroups = async (): Promise<LocationGroup<string>[]> =>
  Promise.all(
    Array.from({ length: CARS }, async (): Promise<LocationGroup<string>> => {
      const { id } = await aVehicle(database.pool);
      const origin = originOf("tracker", id);
      const frames = createFrameWriter();
      for (let row = 0; row < ROWS_PER_CAR; row++) {
        const sample = { tsMs: NOON + row * 1_000, lat: 57, lon: 11, attributes: { row } };
        frames.observation(origin, sample, NOON);
      }
      const [part] = splitFrame(frames.finish());
      if (!part) throw new Error("an empty frame");
      return [id, readSection(part.section).observations];
    }),
  );

type CopyRun = {
  readonly error: unknown;
  readonly told: readonly string[];
  readonly stored: number;
};

/** Copies groups in a transaction of their own; `fold` is called for each. */
const copy = async (
  groups: readonly LocationGroup<string>[],
  fold: (car: string) => void = () => {},
): Promise<CopyRun> => {
  const told: string[] = [];
  const meanwhile = (car: string): void => {
    told.push(car);
    fold(car);
  };
  const error: unknown = await inTransaction(database.pool, (client) =>
    copyLocations(client, groups, meanwhile),
  ).catch((reason: unknown) => reason);
  const toldAtTheEnd = [...told];
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*)::int as count from gps_locations where vehicle_id = any($1)",
    [groups.map(([id]) => id)],
  );
  expect(told).toEqual(toldAtTheEnd); // nothing happens behind one's back
  return { error, told, stored: rows[0]?.count ?? 0 };
};

describe("copying more than one part", () => {
  beforeEach((context) => {
    if (isEmbedded) context.skip(NO_COPY);
  });

  test("every group is told of once and stored", async () => {
    const groups = await someGroups();
    const { error, told, stored } = await copy(groups);
    expect(error).toBeUndefined();
    expect(told).toEqual(groups.map(([id]) => id));
    expect(stored).toBe(CARS * ROWS_PER_CAR);
  });

  test("a failure in any part is told as it is, and nothing is stored", async () => {
    for (let failing = 0; failing < CARS; failing++) {
      const groups = await someGroups();
      const fault = new Error("fold");
      const { error, told, stored } = await copy(groups, (car) => {
        if (car === groups[failing]?.[0]) throw fault;
      });
      expect(error).toBe(fault);
      expect(told).toHaveLength(failing + 1);
      expect(stored).toBe(0);
    }
  });

  test("rows that are stored already fail on the primary key, whichever they are", async () => {
    for (let repeated = 0; repeated < CARS; repeated++) {
      const groups = await someGroups();
      const again = groups
        .slice(repeated, repeated + 1)
        .map(([id, rows]) => [id, rows.slice(-1)] as const);
      expect(await copy(again)).toMatchObject({ error: undefined, stored: 1 });
      const { error, stored } = await copy(groups);
      expect(sqlStateOf(error)).toBe(UNIQUE_VIOLATION);
      expect(stored).toBe(1);
    }
  });
});
