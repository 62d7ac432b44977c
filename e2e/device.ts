import mqtt, { type MqttClient } from "mqtt";
import type { TrackedCar } from "./running-system.ts";

/** Messages sent before the first of them has to be acknowledged. */
const IN_FLIGHT = 20;

/** Connects as a device; rejects when the broker refuses it. */
export const connectDevice = (
  mqttUrl: string,
  { deviceId, secret }: TrackedCar,
): Promise<MqttClient> =>
  mqtt.connectAsync(mqttUrl, { username: deviceId, password: secret, reconnectPeriod: 0 });

/** Publishes messages at QoS 1 in order, a few in flight; resolves once all are acknowledged. */
export const publishAll = async (
  client: MqttClient,
  messages: readonly { readonly topic: string; readonly payload: string }[],
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      await client.publishAsync(message.topic, message.payload, { qos: 1 });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
};
