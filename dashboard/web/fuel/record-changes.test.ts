import { expect, test } from "vitest";
import type { FuelRecordVersion } from "../../../contracts/fuel-record.ts";
import { recordSteps } from "./record-changes.ts";
import { aRecord, aRecordVersion } from "../../../contracts/testing-fuel.ts";

const aVersion = (
  revision: number,
  reason: string,
  content: FuelRecordVersion["content"] = {},
): FuelRecordVersion => aRecordVersion({ revision, reason }, content);

const told = (versions: FuelRecordVersion[], overrides: Parameters<typeof aRecord>[0] = {}) =>
  recordSteps({ ...aRecord(overrides), versions }).map(({ kind, revision, reason, changes }) => ({
    ...{ kind, revision, reason },
    changes: changes.map(({ field, before, after }) => [field, before[field], after[field]]),
  }));

test("each step says what it changed, the latest first", () => {
  const versions = [
    aVersion(1, "misread", { fuel_amount_liters: 28 }),
    aVersion(2, "other station", { fuel_station: null }),
  ];
  expect(told(versions)).toEqual([
    {
      kind: "corrected",
      revision: 3,
      reason: "other station",
      changes: [["station", null, "Circle K"]],
    },
    {
      ...{ kind: "corrected", revision: 2, reason: "misread" },
      changes: [
        ["litres", 28, 30],
        ["station", "Circle K", null],
      ],
    },
  ]);
});

test("the same moment by another clock is no change", () => {
  expect(told([aVersion(1, "again")])).toMatchObject([{ kind: "corrected", changes: [] }]);
});

test("the last step of a void record made it void", () => {
  const versions = [aVersion(1, "misread", { receipt: null }), aVersion(2, "entered twice")];
  expect(told(versions, { status: "VOID" }).map(({ kind }) => kind)).toEqual(["void", "corrected"]);
});

test("a version that this page cannot read is told without its changes", () => {
  const version = { ...aVersion(1, "misread"), content: { fuel_amount_liters: "30" } };
  expect(told([version])).toMatchObject([{ reason: "misread", changes: [] }]);
});
