import { expect, test } from "vitest";
import { auditHref, entryQuery, readAuditView, WHOLE_LOG } from "./audit-address.ts";

const PERSON = "5f0c1d1e-7a44-4f52-9f8b-0a4c7f6d3b21";
const MARCH = {
  fromMs: Date.parse("2026-03-01T00:00:00Z"),
  toMs: Date.parse("2026-04-01T00:00:00Z"),
};
const queryOf = (href: string): string => new URL(href, "https://fleet.example").search;

test("an address says again what it was made of", () => {
  for (const view of [
    WHOLE_LOG,
    { ...WHOLE_LOG, personId: PERSON, days: { from: "2026-03-01", to: "2026-04-01" } },
    { ...WHOLE_LOG, record: "bookings", recordId: "b 1" },
    { ...WHOLE_LOG, entry: 57 },
  ])
    expect(readAuditView(queryOf(auditHref(view)))).toEqual(view);
});

test("what an address says wrong narrows nothing down", () => {
  expect(readAuditView("?person=me&id=b-1&from=2026-03-02&to=2026-03-01&entry=-1")).toEqual(
    WHOLE_LOG,
  );
});

test("of one record everything that ever happened is asked for, of others those of the days", () => {
  const record = { ...WHOLE_LOG, record: "bookings", recordId: "b-1" };
  expect(entryQuery(record, MARCH).toString()).toBe("record=bookings&recordId=b-1");
  expect(entryQuery({ ...WHOLE_LOG, personId: PERSON }, MARCH).get("from")).toBe(
    "2026-03-01T00:00:00.000Z",
  );
});

test("an entry is shown with a few above it and all below, whatever day it is of", () => {
  expect(entryQuery({ ...WHOLE_LOG, entry: 57 }, MARCH).toString()).toBe("upToSeq=60");
});
