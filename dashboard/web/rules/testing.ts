import type { DetectionRule } from "../../../contracts/detection-rule.ts";
import { NOTHING_SET } from "./rule-content.ts";

/** A rule of the fleet about drains that sets nothing, with whatever a test needs to be different. */
export const aRule = (part: Partial<DetectionRule> = {}): DetectionRule => ({
  ...NOTHING_SET,
  id: "rule-1",
  scope: "fleet",
  group: null,
  vehicleId: null,
  type: "drain",
  validFrom: "2026-03-01T00:00:00Z",
  validUntil: null,
  ...part,
});
