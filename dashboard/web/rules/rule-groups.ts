import type { RuleType } from "../../../contracts/detection/rule-type.ts";

/** What a type of detection is about, in the order of the page. */
export const RULE_GROUPS = {
  fuel: ["drain", "leak", "refuel", "fuel_sensor_fault"],
  rental: ["overdue", "after_hours_motion"],
  zones: ["geofence_enter", "geofence_exit"],
  driving: [
    "routes",
    "speeding",
    "harsh_braking",
    "harsh_acceleration",
    "harsh_cornering",
    "excessive_idling",
  ],
  danger: ["crash", "sos", "tow", "power_cut", "gnss_jamming", "gsm_jamming"],
  device: ["offline", "device_offline", "low_battery", "gnss_outage", "ignition_sensor_fault"],
  odometer: ["odometer_rollback", "odometer_frozen", "odometer_jump", "odometer_calibration"],
} as const satisfies Record<string, readonly RuleType[]>;

export type RuleGroup = keyof typeof RULE_GROUPS;

const isGroup = (name: string): name is RuleGroup => Object.hasOwn(RULE_GROUPS, name);

/** The names of the groups, in the order of the page. */
export const GROUP_NAMES: readonly RuleGroup[] = Object.keys(RULE_GROUPS).filter(isGroup);
