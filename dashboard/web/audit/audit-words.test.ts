import { beforeEach, expect, test } from "vitest";
import type { AuditEntry } from "../../../contracts/audit.ts";
import { localeOf, setLocale } from "../i18n/language.ts";
import { text } from "../pages/audit/text/en.ts";
import { daysOf, gapsAbove } from "./audit-days.ts";
import { changesOf, deedOf, nobodyOf } from "./audit-deed.ts";
import { namesFrom, recordHref } from "./audit-names.ts";
import { columnText, type Telling, valueText } from "./audit-words.ts";

beforeEach(() => setLocale(localeOf(["en-GB"])));

const BOOKING = "b0000000-0000-4000-8000-000000000001";
const CAR = "c0000000-0000-4000-8000-000000000001";
const anEntry = (part: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ seq: 7, at: "2026-03-03T10:00:00.000Z", action: "PATCH /api/bookings/:id", hash: "ab" },
  ...{ record: "bookings", recordId: BOOKING, change: "update", before: null, after: null },
  ...{ userId: "mats", userName: "Mats", by: "session", ...part },
});
const telling: Telling = {
  ...{
    text,
    words: { role: { OWNER: "Owner" }, type: { speeding: "Speeding" } },
    zone: "Europe/Stockholm",
  },
  nowMs: Date.parse("2026-03-03T12:00:00Z"),
  nameOf: (record, id) => (record === "vehicles" && id === CAR ? "ABC 123" : undefined),
};
const told = (
  column: string,
  value: string | number | boolean | null | object,
  record = "bookings",
) => {
  const after: AuditEntry["after"] = JSON.parse(JSON.stringify({ [column]: value }));
  return valueText({ column, record }, after?.[column], telling);
};

test("what was done is read from the columns", () => {
  const status = (before: string, after: string, record = "bookings") =>
    deedOf(anEntry({ record, before: { status: before }, after: { status: after } }));
  expect(status("BOOKED", "VOID")).toBe("voided");
  expect(status("BOOKED", "OUT")).toBe("handedOut");
  // a return that is taken back hands nothing out
  expect(status("RETURNED", "OUT")).toBe("changed");
  expect(status("ACTIVE", "INACTIVE", "users")).toBe("deactivated");
  expect(deedOf(anEntry({ record: "sessions", after: { revoked_at: "2026-03-03" } }))).toBe(
    "signedOut",
  );
  expect(deedOf(anEntry({ record: "share_links", after: { revoked_at: "2026-03-03" } }))).toBe(
    "revoked",
  );
  expect(deedOf(anEntry({ record: "sessions", change: "insert" }))).toBe("signedIn");
  expect(deedOf(anEntry({ change: "insert" }))).toBe("added");
  expect(deedOf(anEntry({ record: "vehicles", change: "view" }))).toBe("viewed");
});

test("who acts without an account is told apart", () => {
  const { userId: _nobody, by: _unknown, ...rest } = anEntry();
  expect(nobodyOf({ ...rest, action: "system" })).toBe("system");
  expect(nobodyOf(rest)).toBe("stranger");
  expect(nobodyOf({ ...rest, by: "link" })).toBe("linkHolder");
  expect(nobodyOf(anEntry())).toBeUndefined();
});

test("columns stand in the order of the words, and those without words behind them", () => {
  const entry = {
    before: { due_at: "a", zeal: 1 },
    after: { due_at: "b", status: "VOID", axle: 2 },
  };
  const columns = changesOf(entry, Object.keys(text.columns)).map(({ column }) => column);
  expect(columns).toEqual(["status", "due_at", "axle", "zeal"]);
});

test("times, figures, names and words are told as people read them", () => {
  expect(told("due_at", "2026-03-05T08:00:00+00:00")).toBe("5 Mar, 09:00");
  expect(told("due_at", "2027-03-05T08:00:00+00:00")).toBe("5 Mar 2027, 09:00");
  expect(told("status", "VOID")).toBe("void");
  expect(told("role", "OWNER", "users")).toBe("Owner");
  expect(told("type", "speeding", "detection_rules")).toBe("Speeding");
  expect(told("type", "new_kind", "detection_rules")).toBe("new kind");
  expect(told("vehicle_id", CAR)).toBe("ABC 123");
  expect(told("vehicle_id", BOOKING)).toBe("b0000000");
  expect(told("tank_litres", 55, "vehicles")).toBe("55.0 l");
  expect(told("full_tank", true, "fuel_records")).toBe("yes");
  expect(told("driver_id", null)).toBe("–");
});

test("of what is hidden it is only told that it is, and a person may be called as a word is", () => {
  expect(told("token_sha256", "hidden", "sessions")).toBe("hidden");
  expect(told("password_hash", null, "users")).toBe("–");
  expect(told("name", "locate", "users")).toBe("locate");
  expect(told("name", "release", "device_commands")).toBe("release");
});

test("what is no single value is told in words too, and an unknown column by its own name", () => {
  const area = {
    kind: "circle",
    geometry: { type: "Point", coordinates: [11.9, 57.7] },
    radiusM: 200,
  };
  expect(told("area", area, "geofences")).toBe("circle · 200 m");
  const ring = [
    [11, 57],
    [12, 57],
    [12, 58],
    [11, 57],
  ];
  const polygon = { kind: "polygon", geometry: { type: "Polygon", coordinates: [ring] } };
  expect(told("area", polygon, "geofences")).toBe("polygon · 4 points");
  expect(told("content", { fuel_cost: 512.5, notes: null }, "fuel_record_versions")).toBe(
    "Cost: 512.5 · Notes: –",
  );
  expect(told("options", { speeding: { overKmh: 12 } }, "detection_rules")).toBe(
    "speeding: over kmh: 12",
  );
  expect(told("schedule", [{ day: 1 }, { day: 2 }])).toBe("2 items");
  expect(columnText("axle_count", text)).toBe("axle count");
});

test("a record that is only known by its id has the name that another entry says", () => {
  const made = anEntry({ change: "insert", after: { customer_name: "Åsa Öst", vehicle_id: CAR } });
  const nameOf = namesFrom([anEntry(), made], telling.nameOf);
  expect(nameOf("bookings", BOOKING)).toBe("Åsa Öst");
  const command = anEntry({ record: "device_commands", recordId: "d", after: { vehicle_id: CAR } });
  expect(namesFrom([command], telling.nameOf)("device_commands", "d")).toBe("ABC 123");
});

test("a record leads to its page, else to its car, and one that was removed nowhere", () => {
  expect(recordHref(anEntry({ record: "alert_history", recordId: "a-1" }))).toBe("/alerts/a-1");
  expect(recordHref(anEntry({ after: { vehicle_id: CAR } }))).toBe(`/?vehicle=${CAR}`);
  expect(recordHref(anEntry())).toBeUndefined();
  expect(recordHref(anEntry({ record: "geofences", change: "delete" }))).toBeUndefined();
  expect(recordHref(anEntry({ record: "detection_rules", before: { type: "speeding" } }))).toBe(
    "/rules/speeding",
  );
});

test("entries stand by the days of their zone", () => {
  const late = anEntry({ seq: 9, at: "2026-03-03T23:30:00.000Z" });
  const days = daysOf([late, anEntry({ seq: 8 })], "Europe/Stockholm");
  expect(days.map(({ day }) => day)).toEqual(["2026-03-04", "2026-03-03"]);
});

test("what is missing is told where it was, and what was cut off above the last entry", () => {
  const faults = [
    { seq: 5, fault: "altered" },
    { seq: 6, fault: "missing" },
    { seq: 8, fault: "beheaded" },
  ] as const;
  const [last, before] = [anEntry({ seq: 7 }), anEntry({ seq: 5 })];
  const seqs = (entry: AuditEntry, above: AuditEntry | undefined) =>
    gapsAbove(entry, above, { faults, upToSeq: 9 }).map(({ seq }) => seq);
  expect(seqs(before, last)).toEqual([6]);
  expect(seqs(last, undefined)).toEqual([8]);
});
