import { z } from "zod";

/** `GET /api/setup`: whether this server still waits for its first owner. */
export const SetupState = z.object({ ownerNeeded: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

/** `GET /api/mqtt`: where devices reach the broker. */
export const MqttEndpoint = z.object({
  /** Null where it is the host that the page itself was loaded from. */
  host: z.string().nullable(),
  /** Not encrypted. */
  port: z.int(),
  /** MQTT over TLS; null where it is off. */
  tlsPort: z.int().nullable(),
});
export type MqttEndpoint = z.infer<typeof MqttEndpoint>;
