import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { WireFormat } from "../wire/device-identity.ts";
import type { Payload } from "../wire/encode.ts";
import type { RecordedMessage } from "./recorded-message.ts";

/** One line as `mosquitto_sub -F %j` (payload as text) or `%J` (as JSON) prints it. */
const Line = z.object({
  topic: z.string(),
  payload: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  /** When it was received; ISO 8601. */
  tst: z.string().optional(),
});

/** Native payloads may be arrays; each of their observations becomes a message of its own. */
const Observations = z.union([
  z.record(z.string(), z.unknown()).transform((one) => [one]),
  z.array(z.record(z.string(), z.unknown())),
]);

type Source = { readonly kind: WireFormat; readonly car: string };

const sourceOf = (topic: string): Source | undefined => {
  const native = /^devices\/([^/]+)\/telemetry$/.exec(topic)?.[1];
  if (native !== undefined) return { kind: "native", car: native };
  const owntracks = /^owntracks\/([^/]+\/[^/]+)$/.exec(topic)?.[1];
  if (owntracks !== undefined) return { kind: "owntracks", car: owntracks };
  const teltonika = /(?:^|\/)(\d{15})\/data$/.exec(topic)?.[1];
  return teltonika === undefined ? undefined : { kind: "teltonika", car: teltonika };
};

const numberOrIso = (value: unknown): number => {
  const text = String(value);
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) return Date.parse(text);
  return number < 1e11 ? number * 1_000 : number;
};

const clockOf = (kind: WireFormat, payload: Payload): number => {
  if (kind === "native") return numberOrIso(payload["ts"]);
  if (kind === "owntracks") return numberOrIso(payload["tst"]);
  const { data } = z
    .object({ state: z.object({ reported: z.object({ ts: z.unknown() }) }) })
    .safeParse(payload);
  return numberOrIso(data?.state.reported.ts);
};

const messagesIn = (line: string, number: number, file: string): RecordedMessage[] => {
  try {
    const { topic, payload, tst } = Line.parse(JSON.parse(line));
    const source = sourceOf(topic);
    if (source === undefined) return []; // last wills, commands, other people's topics
    const body: unknown = typeof payload === "string" ? JSON.parse(payload) : payload;
    return Observations.parse(body).flatMap((observation) => {
      const tsMs = clockOf(source.kind, observation);
      if (Number.isNaN(tsMs)) return []; // a command's answer, an OwnTracks card: no telemetry
      const sentAtMs = tst === undefined ? tsMs : Date.parse(tst);
      return [{ ...source, tsMs, sentAtMs, payload: observation }];
    });
  } catch (error) {
    throw new Error(`${file}, line ${number}: no logged message`, { cause: error });
  }
};

/**
 * A log of MQTT messages, one JSON object a line, as `mosquitto_sub -F %j` writes it: native,
 * OwnTracks and Teltonika telemetry in the order received. Throws, naming the line, on anything
 * that is no such object.
 */
export const readMessageLog = async (file: string): Promise<RecordedMessage[]> => {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line, index) =>
    line.trim() === "" ? [] : messagesIn(line, index + 1, file),
  );
};
