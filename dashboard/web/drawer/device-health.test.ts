import { expect, test } from "vitest";
import type { RejectEntry } from "../../../contracts/reject-entry.ts";
import { refusedFor } from "./device-health.ts";

const NOW = Date.parse("2026-03-03T12:00:00Z");
const aReject = (part: Partial<RejectEntry>): RejectEntry => ({
  ...{ id: "r", transport: "mqtt", format: "native", deviceId: "box", address: "a" },
  ...{ field: "ts", reason: "ts is ahead of the server", excerpt: "{}", payloadBytes: 2 },
  ...{ firstReceivedAt: "2026-03-03T08:00:00Z", lastReceivedAt: "2026-03-03T11:00:00Z", count: 1 },
  ...part,
});

test("refusals are added up by their reason, the most frequent first, the last day's only", () => {
  const entries = [
    aReject({ count: 2 }),
    aReject({ field: "lat", reason: "lat must be at most 90", count: 4 }),
    aReject({ count: 3, lastReceivedAt: "2026-03-03T11:30:00Z" }),
    aReject({ reason: "of long ago", count: 90, lastReceivedAt: "2026-03-02T11:00:00Z" }),
  ];
  expect(refusedFor(entries, NOW)).toEqual([
    {
      ...{ field: "ts", reason: "ts is ahead of the server", count: 5 },
      lastAt: "2026-03-03T11:30:00Z",
    },
    {
      ...{ field: "lat", reason: "lat must be at most 90", count: 4 },
      lastAt: "2026-03-03T11:00:00Z",
    },
  ]);
});
