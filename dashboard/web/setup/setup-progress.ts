import type { Branch } from "../../../contracts/branch.ts";
import type { Device } from "../../../contracts/device.ts";
import type { Vehicle } from "../../../contracts/vehicle.ts";

/** What a business has entered so far; of a long list its beginning is enough. */
export type Inventory = {
  readonly branches: readonly Branch[];
  readonly vehicles: readonly Vehicle[];
  readonly devices: readonly Device[];
};

/** The steps after the owner's own, in their order. */
export const SETUP_STEPS = ["branch", "vehicle", "device"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** What is to be done next. `connect`: a device is there and was never heard. */
export type NextStep =
  | { readonly kind: "branch" }
  | { readonly kind: "vehicle" }
  | { readonly kind: "device"; readonly vehicle: Vehicle }
  | { readonly kind: "connect"; readonly device: Device }
  | { readonly kind: "done"; readonly device: Device };

/**
 * How far the set-up has come, told by what is there and by nothing else: whoever leaves and comes
 * back, here or on another computer, goes on where they were.
 */
export const nextStep = ({ branches, vehicles, devices }: Inventory): NextStep => {
  const [branch] = branches;
  const [vehicle] = vehicles;
  const heard = devices.find(({ lastSeenAt }) => lastSeenAt !== null);
  if (heard) return { kind: "done", device: heard };
  const latest = devices.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  if (latest) return { kind: "connect", device: latest };
  if (!branch) return { kind: "branch" };
  return vehicle ? { kind: "device", vehicle } : { kind: "vehicle" };
};

/** The step of `SETUP_STEPS` that is worked on; undefined once all are done. */
export const currentStep = ({ kind }: NextStep): SetupStep | undefined => {
  if (kind === "done") return undefined;
  return kind === "connect" ? "device" : kind;
};
