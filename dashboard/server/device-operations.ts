import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { z } from "zod";
import { FieldError } from "../../contracts/problem.ts";
import { MAX_OBSERVATIONS_PER_PAYLOAD, Measurements } from "../../contracts/telemetry.ts";

type Paths = NonNullable<NonNullable<FastifyDynamicSwaggerOptions["openapi"]>["paths"]>;
type Operation = NonNullable<NonNullable<Paths[string]>["post"]>;
type Described = Pick<Operation, "requestBody" | "parameters"> & {
  readonly answer?: Record<string, object>;
};

/** What ingest answers `POST /api/gps-locations` with, once everything is durable. */
const NativeReceipt = z.object({ accepted: z.int(), errors: z.array(FieldError) });

const NativeObservation = z.looseObject({
  ts: z.union([z.iso.datetime({ offset: true }), z.number()]).meta({
    description: "Time of the fix: ISO 8601, or Unix seconds or milliseconds told apart by size",
  }),
  ...Measurements.shape,
});
const NativePayload = z.union([
  NativeObservation,
  z.array(NativeObservation).max(MAX_OBSERVATIONS_PER_PAYLOAD),
]);

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};

const json = (schema: object) => ({ "application/json": { schema } });
const anyObject = { type: "object" } as const;

const operation = (
  summary: string,
  description: string,
  { answer, ...more }: Described,
): Operation => ({
  tags: ["ingest"],
  summary,
  description,
  ...more,
  security: [{ device: [] }],
  responses: {
    "200": {
      description: "Everything accepted is durably stored",
      ...(answer && { content: answer }),
    },
    "400": { description: "Nothing was accepted; the problem names the fields at fault" },
    "401": { description: "Unknown device or wrong secret" },
    "413": { description: "The body is longer than a payload may be" },
    "503": { description: "Not stored yet: send it again" },
  },
});

const queryParameter = (name: string, description: string) => ({
  name,
  in: "query",
  required: false,
  description,
  schema: { type: "string" } as const,
});

const OSMAND_PARAMETERS = [
  queryParameter("id", "Device id or external id (or `deviceid`)"),
  queryParameter("secret", "The device's secret, for senders without HTTP Basic"),
  queryParameter("timestamp", "Unix seconds or milliseconds, or ISO 8601"),
  queryParameter("lat", "WGS 84 degrees"),
  queryParameter("lon", "WGS 84 degrees"),
  queryParameter("speed", "Knots"),
  queryParameter("bearing", "Degrees from north"),
  queryParameter("altitude", "Metres"),
  queryParameter("accuracy", "Metres"),
  queryParameter("hdop", "Horizontal dilution of precision"),
  queryParameter("batt", "Battery of the device, %"),
  queryParameter("alarm", "Device event code"),
];
// A phone may name the device and its secret in the address alone.
const osmandSecurity = { security: [{ device: [] }, {}] };

/** The paths where devices that speak HTTP send to; ingest, behind this server, answers them. */
export const DEVICE_OPERATIONS: Paths = {
  "/api/gps-locations": {
    post: operation(
      "Send native telemetry",
      "One observation or an array; a bad one is refused under its index, the others are stored. Unknown keys are kept as attributes.",
      {
        requestBody: { required: true, content: json(jsonSchema(NativePayload, "input")) },
        answer: json(jsonSchema(NativeReceipt, "output")),
      },
    ),
  },
  "/osmand": {
    get: {
      ...operation("Send a position as Traccar Client does, in the query", "OsmAnd form.", {
        parameters: OSMAND_PARAMETERS,
      }),
      ...osmandSecurity,
    },
    post: {
      ...operation(
        "Send a position as Traccar Client does",
        "The OsmAnd fields in the query or as a form, or the newer JSON form.",
        {
          parameters: OSMAND_PARAMETERS,
          requestBody: {
            content: {
              ...json(anyObject),
              "application/x-www-form-urlencoded": { schema: anyObject },
            },
          },
        },
      ),
      ...osmandSecurity,
    },
  },
  "/owntracks": {
    post: operation("Send a message as OwnTracks does in HTTP mode", "OwnTracks JSON.", {
      requestBody: { content: json(anyObject) },
      answer: json({ type: "array", items: {} }),
    }),
  },
  "/traccar": {
    post: operation(
      "Forward a position as a Traccar server does",
      "`forward.type=json`. The device that signs in may forward for others of its kind.",
      {
        requestBody: { required: true, content: json(anyObject) },
        answer: json(jsonSchema(z.object({ accepted: z.int() }), "output")),
      },
    ),
  },
};
