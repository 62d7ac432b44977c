import { setTimeout as sleep } from "node:timers/promises";
import type { FleetApi } from "../provisioning/fleet-api.ts";
import { rotateSecret } from "../provisioning/provision.ts";
import type { SecretFile } from "../provisioning/secret-file.ts";
import { connectDevice, DeviceRefused, type DeviceClient } from "./device-client.ts";

/** Pause between two connects, ms: a broker that has just started is not met by everyone at once. */
const STAGGER_MS = 15;
/** A registry may learn of a new device a moment after the API has answered, ms. */
const REGISTRY_DELAY_MS = 500;
const ATTEMPTS_BEFORE_ROTATING = 4;

export type FleetLogin = {
  readonly mqttUrl: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly api: FleetApi;
  readonly secretFile: SecretFile;
  readonly signal: AbortSignal;
};

/**
 * Connects one device. A refusal is taken for a registry that is not up to date, then for a
 * secret that is no longer valid, which is replaced; after that it is thrown.
 */
const connectPatiently = async (login: FleetLogin, deviceId: string): Promise<DeviceClient> => {
  let secret = login.secrets.get(deviceId) ?? "";
  for (let attempt = 1; ; attempt++) {
    try {
      return await connectDevice({ mqttUrl: login.mqttUrl, deviceId, secret });
    } catch (error) {
      const isLast = attempt === 2 * ATTEMPTS_BEFORE_ROTATING || login.signal.aborted;
      if (!(error instanceof DeviceRefused) || isLast) throw error;
      if (attempt === ATTEMPTS_BEFORE_ROTATING) {
        secret = await rotateSecret(login.api, login.secretFile, deviceId);
      }
      await sleep(REGISTRY_DELAY_MS);
    }
  }
};

/** One connection a device, in the order given. Throws when one is refused for good. */
export const connectFleet = async (
  login: FleetLogin,
  deviceIds: readonly string[],
): Promise<Map<string, DeviceClient>> => {
  const connecting = deviceIds.map(async (deviceId, index) => {
    await sleep(index * STAGGER_MS);
    return [deviceId, await connectPatiently(login, deviceId)] as const;
  });
  return new Map(await Promise.all(connecting));
};
