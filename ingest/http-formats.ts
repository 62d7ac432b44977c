import type { Decoded } from "./decoders/decoded.ts";
import { nothing } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOsmandJson, decodeOsmandQuery } from "./decoders/osmand.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import type { ClockWindow } from "./decoders/timestamp.ts";
import { decodeTraccar } from "./decoders/traccar.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import { errorsOf } from "./http-answers.ts";
import { osmandSender, readBasic, traccarSender, type Sender } from "./http-credentials.ts";
import type { Receipt, Source } from "./intake.ts";
import { decodePayload, storable, storableText } from "./payload.ts";

/** What one request brought. */
export type Delivery = {
  readonly authorization: string | undefined;
  readonly query: Readonly<Record<string, unknown>>;
  /** The body, or the beginning of one that is too long. */
  readonly text: string;
  /** Size of the whole body. */
  readonly bytes: number;
};

/** One format of HTTP ingest. */
export type HttpFormat = {
  readonly format: Source["format"];
  readonly url: string;
  readonly methods: readonly ("GET" | "POST")[];
  readonly sender: (registry: DeviceRegistry, delivery: Delivery) => Sender;
  readonly decode: (delivery: Delivery, clock: ClockWindow) => Decoded;
  /** The payload as the reject log may keep it: without secrets. */
  readonly shown: (delivery: Delivery) => string;
  /**
   * Whether 200 also answers a payload of which nothing was accepted, once the reject log has it.
   * Apps and servers that forward send again whatever was answered otherwise, for ever; a script
   * is better told.
   */
  readonly acknowledgesRefused: boolean;
  /** Body of the answer once everything is stored. */
  readonly success: (receipt: Receipt) => unknown;
};

const outcome = (receipt: Receipt) => ({
  accepted: receipt.accepted,
  errors: errorsOf(receipt),
});

const native: HttpFormat = {
  format: "native",
  url: "/api/gps-locations",
  methods: ["POST"],
  sender: (registry, { authorization }) => readBasic(registry, authorization),
  decode: ({ text }, clock) => decodePayload(text, decodeNative, clock),
  shown: ({ text }) => text,
  acknowledgesRefused: false,
  success: outcome,
};

const owntracks: HttpFormat = {
  format: "owntracks",
  url: "/owntracks",
  methods: ["POST"],
  sender: (registry, { authorization }) => readBasic(registry, authorization),
  // The app probes its server with an empty body.
  decode: ({ text }, clock) =>
    text.trim() === "" ? nothing : decodePayload(text, decodeOwntracks, clock),
  shown: ({ text }) => text,
  acknowledgesRefused: true,
  // A list of commands, so there is no place for errors.
  success: () => [],
};

const traccar: HttpFormat = {
  format: "traccar",
  url: "/traccar",
  methods: ["POST"],
  sender: (registry, { authorization, text }) => traccarSender(registry, authorization, text),
  decode: ({ text }, clock) => decodePayload(text, decodeTraccar, clock),
  shown: ({ text }) => text,
  acknowledgesRefused: true,
  success: outcome,
};

/** Told by the body and not by its type, which scripts get wrong: no form begins with a brace. */
const isJson = ({ text }: Delivery): boolean => text.trimStart().startsWith("{");

const osmandFields = (delivery: Delivery): Readonly<Record<string, unknown>> => ({
  ...delivery.query,
  ...(!isJson(delivery) && Object.fromEntries(new URLSearchParams(delivery.text))),
});

const osmand: HttpFormat = {
  format: "osmand",
  url: "/osmand",
  methods: ["GET", "POST"],
  sender: (registry, delivery) =>
    osmandSender(
      registry,
      delivery.authorization,
      osmandFields(delivery),
      isJson(delivery) ? delivery.text : undefined,
    ),
  decode: (delivery, clock) => {
    if (isJson(delivery)) return decodePayload(delivery.text, decodeOsmandJson, clock);
    return decodeOsmandQuery(storableFields(osmandFields(delivery)), clock);
  },
  shown: (delivery) => (isJson(delivery) ? delivery.text : withoutSecret(osmandFields(delivery))),
  acknowledgesRefused: true,
  success: (receipt) => (receipt.refusals.length > 0 ? outcome(receipt) : ""),
};

/** Names and values as PostgreSQL can store them. */
const storableFields = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [storableText(name), storable(value)]),
  );

const withoutSecret = (fields: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(fields)
      .filter(([name]) => name !== "secret")
      .map(([name, value]): [string, string] => [name, String(storable(value))]),
  ).toString();

/** Every format that HTTP ingest takes. */
export const HTTP_FORMATS: readonly HttpFormat[] = [native, owntracks, osmand, traccar];
