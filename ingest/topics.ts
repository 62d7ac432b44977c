import { mqttTopics } from "../contracts/subjects.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { Source } from "./intake.ts";

/** What arrives on a topic: telemetry in one of the formats, or the answer to a command. */
export type TopicUse = "native" | "owntracks" | "teltonika" | "response";

/** What a device may publish to, as the reject log and the metrics name it. */
export type MqttSource = Source & { readonly transport: "mqtt"; readonly format: TopicUse };

/** Topics of one device, exact strings: no wildcard is ever matched for a device. */
export type TopicGrant = {
  readonly publish: ReadonlyMap<string, MqttSource>;
  readonly subscribe: ReadonlySet<string>;
};

/** What the OwnTracks app publishes below its base topic besides locations (booklet, topics). */
const OWNTRACKS_SUBTOPICS =
  "event waypoint waypoints status dump step beacon info cmd/result".split(" ");

const owntracksTopics = (externalId: string): string[] => {
  const base = mqttTopics.owntracks(externalId);
  return [base, ...OWNTRACKS_SUBTOPICS.map((sub) => `${base}/${sub}`)];
};

/** Where a device of this kind listens for commands; undefined for one that takes none by MQTT. */
export const commandTopicOf = ({ id, kind, externalId }: RegisteredDevice): string | undefined => {
  if (kind === "native") return mqttTopics.commands(id);
  if (externalId === null) return undefined;
  if (kind === "owntracks") return mqttTopics.owntracksCommand(externalId);
  return kind === "teltonika" ? mqttTopics.teltonikaCommands(externalId) : undefined;
};

/** Everything a device may publish and subscribe to; whatever is not listed is refused. */
export const grantTopics = ({ id, kind, externalId }: RegisteredDevice): TopicGrant => {
  const publish = new Map<string, MqttSource>();
  const allow = (address: string, format: TopicUse): void =>
    void publish.set(address, { transport: "mqtt", format, address });
  allow(mqttTopics.telemetry(id), "native");
  allow(mqttTopics.responses(id), "response");
  const subscribe = new Set([mqttTopics.commands(id)]);
  if (kind === "owntracks" && externalId) {
    for (const topic of owntracksTopics(externalId)) allow(topic, "owntracks");
    subscribe.add(mqttTopics.owntracksCommand(externalId));
  }
  if (kind === "teltonika" && externalId) {
    allow(mqttTopics.teltonikaData(externalId), "teltonika");
    subscribe.add(mqttTopics.teltonikaCommands(externalId));
  }
  for (const topic of publish.keys()) subscribe.add(topic);
  return { publish, subscribe };
};
