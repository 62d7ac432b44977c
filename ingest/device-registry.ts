import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { coalesced } from "./coalesced.ts";

/** Every device that may speak, in memory: looked up on each sign-in and each payload. */
export type DeviceRegistry = {
  /** The device with this id, if it is ACTIVE. */
  readonly find: (deviceId: string) => RegisteredDevice | undefined;
  /** The device of a kind under the id its maker gave it (IMEI, `<user>/<device>`, …). */
  readonly findExternal: (kind: string, externalId: string) => RegisteredDevice | undefined;
  /** The device when id and secret match, else undefined; the same time for every failure. */
  readonly authenticate: (deviceId: string, secret: string) => RegisteredDevice | undefined;
  /** Replaces the content with what the database holds, no older than the call. */
  readonly reload: () => Promise<void>;
  /**
   * `reload` for a sign-in that failed: the device may have been registered a moment ago. However
   * many strangers try, the database is read a few times a second.
   */
  readonly refresh: () => Promise<void>;
};

/** Pause after each refresh, ms; a wrong secret costs whoever guesses as much. */
const REFRESH_PAUSE_MS = 250;

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
/** Compared against when the device is unknown, so that a stranger cannot tell by the time. */
const NO_SECRET = sha256("no device has this secret");

/** A registry filled by `load`; empty until the first `reload`. */
export const createDeviceRegistry = (
  load: () => Promise<readonly RegisteredDevice[]>,
): DeviceRegistry => {
  let byId = new Map<string, RegisteredDevice>();
  let byExternal = new Map<string, RegisteredDevice>();
  const externalKey = (kind: string, externalId: string) => `${kind}:${externalId}`;

  const reload = coalesced(async () => {
    const devices = await load();
    byId = new Map(devices.map((device) => [device.id, device]));
    byExternal = new Map(
      devices
        .filter((device) => device.externalId !== null)
        .map((device) => [externalKey(device.kind, device.externalId ?? ""), device]),
    );
  });

  return {
    find: (deviceId) => byId.get(deviceId),
    findExternal: (kind, externalId) => byExternal.get(externalKey(kind, externalId)),
    authenticate: (deviceId, secret) => {
      const device = byId.get(deviceId);
      const matches = timingSafeEqual(sha256(secret), device?.secretSha256 ?? NO_SECRET);
      return matches ? device : undefined;
    },
    reload,
    refresh: coalesced(async () => {
      await reload();
      await wait(REFRESH_PAUSE_MS);
    }),
  };
};
