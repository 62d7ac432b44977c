import { z } from "zod";
import { NewUser } from "./user.ts";

/** `GET /api/setup`: whether this server still waits for its first owner. */
export const SetupState = z.object({ ownerNeeded: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

/** `POST /api/setup/owner`. `code` is the one-time code of the server's log, dashes or not. */
export const FirstOwner = NewUser.pick({ email: true, name: true, password: true }).extend({
  code: z.string().trim().min(1).max(32),
});
export type FirstOwner = z.output<typeof FirstOwner>;

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
