import mqtt, { ErrorWithReasonCode } from "mqtt";
import type { WireMessage } from "../wire/device-identity.ts";

/** One device's connection to the broker. */
export type DeviceClient = {
  /**
   * Sends at QoS 1 and resolves when the broker has acknowledged; across lost connections the
   * message is sent again until it is. Waits while too many are unacknowledged. Rejects only once
   * the client has been closed.
   */
  readonly publish: (message: WireMessage) => Promise<void>;
  /** Subscribes to a topic at QoS 1, also after a lost connection; resolves once it stands. */
  readonly subscribe: (topic: string, listener: (payload: string) => void) => Promise<void>;
  /** Ends the session; what is unacknowledged after `graceMs` is given up. */
  readonly close: (graceMs?: number) => Promise<void>;
};

export type DeviceLogin = {
  readonly mqttUrl: string;
  readonly deviceId: string;
  readonly secret: string;
  /** Most messages on their way at once. */
  readonly inFlight?: number;
};

/** The broker knows the device no longer, or its secret is another one. */
export class DeviceRefused extends Error {
  constructor(deviceId: string, cause: Error) {
    super(`the broker refused device ${deviceId}`, { cause });
    this.name = "DeviceRefused";
  }
}

/** CONNACK return codes that another attempt will not change. [MQTT-3.2.2-4] */
const BAD_CREDENTIALS = 4;
const NOT_AUTHORIZED = 5;
const DEFAULT_IN_FLIGHT = 20;
const RECONNECT_MS = 1_000;
/** Longest wait between two attempts; it doubles from `RECONNECT_MS` up to here. */
const RECONNECT_MAX_MS = 15_000;
const CLOSE_GRACE_MS = 3_000;

const isRefusal = (error: Error): boolean =>
  error instanceof ErrorWithReasonCode &&
  (error.code === BAD_CREDENTIALS || error.code === NOT_AUTHORIZED);

/** Lets at most `limit` pieces of work run at once; the others wait in line. */
const createSlots = (limit: number) => {
  let free = limit;
  const waiting: (() => void)[] = [];
  const take = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return { take, give, areAllFree: () => free === limit };
};

const backOff = (client: mqtt.MqttClient): void => {
  client.on("connect", () => (client.options.reconnectPeriod = RECONNECT_MS));
  client.on("reconnect", () => {
    const period = client.options.reconnectPeriod ?? RECONNECT_MS;
    client.options.reconnectPeriod = Math.min(2 * period, RECONNECT_MAX_MS);
  });
};

/** Resolves when the first session stands; rejects with DeviceRefused when the broker says no. */
const firstConnection = (client: mqtt.MqttClient, deviceId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const onError = (error: Error): void => {
      if (!isRefusal(error)) return; // the next attempt may do better
      client.end(true);
      reject(new DeviceRefused(deviceId, error));
    };
    client.on("error", onError);
    client.once("connect", () => resolve());
  });

/**
 * Connects a device and keeps it connected. An unreachable broker is tried again for ever, with
 * growing pauses; a refusal of the first connection rejects.
 */
export const connectDevice = async (login: DeviceLogin): Promise<DeviceClient> => {
  const client = mqtt.connect(login.mqttUrl, {
    username: login.deviceId,
    password: login.secret,
    clientId: login.deviceId,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
  });
  backOff(client);
  await firstConnection(client, login.deviceId);
  const slots = createSlots(login.inFlight ?? DEFAULT_IN_FLIGHT);

  const publish = async ({ topic, payload }: WireMessage): Promise<void> => {
    await slots.take();
    try {
      await client.publishAsync(topic, payload, { qos: 1 });
    } finally {
      slots.give();
    }
  };
  const subscribe: DeviceClient["subscribe"] = async (topic, listener) => {
    client.on("message", (of, payload) => {
      if (of === topic) listener(payload.toString());
    });
    await client.subscribeAsync(topic, { qos: 1 });
  };
  const close = async (graceMs = CLOSE_GRACE_MS): Promise<void> => {
    const deadline = Date.now() + graceMs;
    while (!slots.areAllFree() && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await client.endAsync(!slots.areAllFree());
  };
  return { publish, subscribe, close };
};
