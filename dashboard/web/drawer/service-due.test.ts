import { expect, test } from "vitest";
import { serviceDue } from "./service-due.ts";

const plan = {
  ...{ serviceEveryKm: 15_000, serviceEveryMonths: 12 },
  ...{ lastServiceKm: 30_000, lastServiceOn: "2025-03-03" },
};

test("service is due so far and so long after the last one", () => {
  expect(serviceDue(plan, 43_760, "2026-01-10")).toEqual({
    ...{ leftKm: 1_240, by: "2026-03-03", isOverdue: false },
  });
});

test.each([
  ["driven too far", 45_001, "2026-01-10", true],
  ["at its last kilometre", 45_000, "2026-01-10", false],
  ["after its day", 31_000, "2026-03-04", true],
  ["on its day", 31_000, "2026-03-03", false],
])("a car %s is overdue or not", (_case, odometerKm, today, isOverdue) => {
  expect(serviceDue(plan, odometerKm, today)?.isOverdue).toBe(isOverdue);
});

test("what is not known is left out", () => {
  expect(serviceDue(plan, null, "2026-01-10")).toMatchObject({ leftKm: undefined });
  const byKm = { ...plan, serviceEveryMonths: null };
  expect(serviceDue(byKm, 31_000, "2030-01-01")).toMatchObject({ by: undefined, isOverdue: false });
  expect(serviceDue(byKm, null, "2026-01-10")).toBeUndefined();
});

test("a day that the month does not have is its last one", () => {
  const due = serviceDue({ ...plan, serviceEveryMonths: 6, lastServiceOn: "2025-08-31" }, null, "");
  expect(due?.by).toBe("2026-02-28");
});
