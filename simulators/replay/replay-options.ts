import { parseArgs } from "node:util";
import { z } from "zod";
import type { Config } from "../config.ts";
import { RECORDING_NAMES } from "../recordings.ts";
import { UsageError } from "../usage-error.ts";

/** Every option of `npm run replay`, for people. */
export const REPLAY_USAGE = `npm run replay -- SOURCE [options]
  SOURCE             ${RECORDING_NAMES.join(", ")} (in RECORDINGS_DIR), or a file:
                     .csv, .gpx, or .jsonl/.ndjson/.log as mosquitto_sub -F %j writes it
  --speed N          1 = real time (default), 0 = as fast as acknowledged
  --keep-time        leave the recorded times; else the recording ends when the replay does
  --end T            or each car's recording ends at T, ISO 8601: the same times in every replay
  --from T --to T    only what was sent in this part of the recording, ISO 8601
  --car NAME         only this car of the recording
  --shuffle SEED     in any order, as fast as acknowledged
  --repeat N         every message N times
  --ignition known|none   envirocar: with an ignition channel (default) or without
  --provision        register a vehicle and a device for each recorded car
  --branch NAME      where those vehicles belong (the only branch, or the first by name)
  --device ID --secret S [--external-id X]   or publish as a device that exists
  --column FIELD=COLUMN --unit FIELD=UNIT --delimiter C --car-column NAME   for CSV files
  --mqtt URL --api URL --email E --password P
                     default to MQTT_URL, API_URL, OWNER_EMAIL, OWNER_PASSWORD
  --help             print this`;

const Pairs = z
  .array(z.string().regex(/^[^=]+=.+$/, "expected FIELD=NAME"))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2))))
  .pipe(z.record(z.string(), z.string()));
const Instant = z.iso
  .datetime({ offset: true })
  .transform((iso) => Date.parse(iso))
  .optional();

const Options = z
  .object({
    speed: z.coerce.number().min(0).max(100_000),
    "keep-time": z.boolean().default(false),
    end: Instant,
    from: Instant,
    to: Instant,
    car: z.string().optional(),
    shuffle: z.coerce.number().int().min(0).optional(),
    repeat: z.coerce.number().int().min(1).max(100),
    ignition: z.enum(["known", "none"]),
    provision: z.boolean().default(false),
    branch: z.string().optional(),
    device: z.string().optional(),
    secret: z.string().optional(),
    "external-id": z.string().optional(),
    column: Pairs,
    unit: Pairs,
    delimiter: z.string().length(1),
    "car-column": z.string().optional(),
    mqtt: z.url(),
    api: z.url(),
    email: z.string(),
    password: z.string(),
  })
  .refine(({ provision, device, secret }) => provision || (device && secret), {
    path: ["device"],
    message: "and --secret are needed, or --provision",
  })
  .refine((options) => options.end === undefined || !options["keep-time"], {
    path: ["end"],
    message: "moves the recorded times, --keep-time leaves them",
  });
export type ReplayOptions = z.infer<typeof Options> & { readonly source: string };

const optionsWith = (config: Config) => {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const optional = { type: "string" } as const;
  const repeated = { type: "string", multiple: true } as const;
  const flag = { type: "boolean" } as const;
  return {
    speed: text("1"),
    "keep-time": flag,
    end: optional,
    from: optional,
    to: optional,
    car: optional,
    shuffle: optional,
    repeat: text("1"),
    ignition: text("known"),
    provision: flag,
    branch: optional,
    device: optional,
    secret: optional,
    "external-id": optional,
    column: repeated,
    unit: repeated,
    delimiter: text(","),
    "car-column": optional,
    mqtt: text(config.MQTT_URL),
    api: text(config.API_URL),
    email: text(config.OWNER_EMAIL),
    password: text(config.OWNER_PASSWORD),
  };
};

/** Options of `npm run replay`; throws a UsageError when one is unknown or out of range. */
export const readReplayOptions = (args: readonly string[], config: Config): ReplayOptions => {
  try {
    const options = optionsWith(config);
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [source, ...rest] = positionals;
    if (source === undefined || rest.length > 0) throw new Error("exactly one SOURCE is needed");
    return { ...Options.parse(values), source };
  } catch (error) {
    throw new UsageError(error, REPLAY_USAGE);
  }
};
