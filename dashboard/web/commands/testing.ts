import type { Command } from "../../../contracts/command.ts";

/** A wish to know where a car is, that waits for its tracker. */
export const aCommand = (overrides: Partial<Command> = {}): Command => ({
  ...{ id: "1", vehicleId: "car", licensePlate: "ABC 123", branchId: "b", deviceId: "box" },
  ...{ name: "locate", text: null, reason: null, state: "queued", attempts: 0 },
  ...{ requestedBy: "u", requestedByName: "Ada", confirmedBy: null, confirmedByName: null },
  ...{ createdAt: "2026-03-01T12:00:00.000Z", expiresAt: "2026-03-01T12:30:00.000Z" },
  ...{ sentAt: null, answeredAt: null, result: null },
  ...{ updatedAt: "2026-03-01T12:00:00.000Z", revision: 1 },
  ...overrides,
});
