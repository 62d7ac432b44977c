/** MQTT topics, NATS subjects and stream names: spelled here and nowhere else. */

/** A device id is a topic level and a NATS token: no `/ + # . * >`, no spaces. */
export const DEVICE_ID_PATTERN = /^[A-Za-z0-9_-]{3,64}$/;

export const mqttTopics = {
  telemetry: (deviceId: string) => `devices/${deviceId}/telemetry`,
  commands: (deviceId: string) => `devices/${deviceId}/commands`,
  responses: (deviceId: string) => `devices/${deviceId}/responses`,
  /** `externalId` is `<user>/<device>`. */
  owntracks: (externalId: string) => `owntracks/${externalId}`,
  owntracksEvent: (externalId: string) => `owntracks/${externalId}/event`,
  owntracksCommand: (externalId: string) => `owntracks/${externalId}/cmd`,
  /** `externalId` is the IMEI. */
  teltonikaData: (externalId: string) => `${externalId}/data`,
  teltonikaCommands: (externalId: string) => `${externalId}/commands`,
} as const;

/** Observations on their way to the database: a file-backed JetStream stream, full = refuse. */
export const TELEMETRY_STREAM = "TELEMETRY";
/** Each message is a frame with a section for each partition (db/telemetry-frame.ts). */
export const TELEMETRY_SUBJECT = "telemetry.frames";

/** Announcements of what has been committed (outbox rows), one day deep, deduplicated by id. */
export const EVENT_STREAM = "EVENTS";
export const EVENT_SUBJECTS = "events.>";
/** `events.route.started`, `events.alert.created`, …: the Socket.IO event with dots for colons. */
export const eventSubject = (event: string) => `events.${event.replaceAll(":", ".")}`;

/** Core NATS, best effort: the next one replaces it. */
export const LIVE_POSITIONS_SUBJECT = "live.positions";
/** Published by whoever changed devices, mountings or secrets; ingest reloads its registry. */
export const DEVICES_CHANGED_SUBJECT = "registry.devices";
/** Published by whoever changed vehicles or their drivers; dashboard servers tell their viewers. */
export const VEHICLES_CHANGED_SUBJECT = "registry.vehicles";
/** Published by whoever wrote outbox rows in another process than the relay's: look now. */
export const OUTBOX_WRITTEN_SUBJECT = "outbox.written";
/** Published by whoever changed vehicles' facts, rules or geofences; processors load them again. */
export const SETTINGS_CHANGED_SUBJECT = "registry.settings";
/** Published by whoever ended sessions or tokens, or changed rights; live views check theirs. */
export const ACCESS_CHANGED_SUBJECT = "registry.access";
/** Request and reply: what other thresholds would have detected. One processor answers. */
export const WHAT_IF_SUBJECT = "detection.what-if";
/** How long whoever asks that waits, ms; a processor gives up before. */
export const WHAT_IF_WITHIN_MS = 28_000;
/**
 * Request and reply: a command waits for this device. Only ingest processes listen where the device
 * has subscribed to its commands, so a request that nobody gets means that it is not connected.
 */
export const commandDueSubject = (deviceId: string) => `commands.due.${deviceId}`;
export const dead = (subject: string) => `dead.${subject}`;
/** Messages no code could read, with the reason, for a person to look at. */
export const DEAD_STREAM = "DEAD";
export const DEAD_SUBJECTS = "dead.>";
/** Where the audit log ended, once a minute: its database cannot take that back. */
export const AUDIT_HEADS_STREAM = "AUDIT_HEADS";
export const AUDIT_HEAD_SUBJECT = "audit.head";

/** Number of telemetry partitions. Fixed: changing it would move vehicles between owners. */
export const PARTITION_COUNT = 16;

/**
 * The partition of a vehicle (or, for rejects, of a device): FNV-1a over its id.
 * Stable across processes and releases, because stored checkpoints depend on it.
 */
export const partitionOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  // FNV's low bits are its weakest for short inputs; fold the high half in.
  return ((hash >>> 16) ^ hash) & (PARTITION_COUNT - 1);
};
