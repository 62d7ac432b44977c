import { parseArgs } from "node:util";
import { z } from "zod";
import { WhatIfRequest } from "../../contracts/what-if.ts";

/** Every option of `npm run detect`, for people. */
export const DETECT_USAGE = `npm run detect -- --vehicle V --from T --to T [--set DETECTOR.OPTION=VALUE …]
  --vehicle V        id or licence plate
  --from T --to T    which part of its history, ISO 8601 with an offset or Z
  --set D.O=VALUE    changes an option on top of today's rules, e.g. speeding.limitKmh=45;
                     any number of them. Without any, nothing but today's findings are counted
  --json             prints the whole answer as JSON
  --api URL --email E --password P
                     of the running system; default to API_URL, OWNER_EMAIL, OWNER_PASSWORD.
                     With DATABASE_URL set, the database is read instead
  --help             prints this`;

/** What the environment says of where to look. */
export type DetectDefaults = {
  readonly api: string;
  readonly email: string;
  readonly password: string;
};

/** What to compare, and where the history is. */
export type DetectOptions = DetectDefaults & {
  /** Id or licence plate. */
  readonly vehicle: string;
  readonly json: boolean;
  /** As the API takes it, but for the vehicle's id. */
  readonly question: Omit<WhatIfRequest, "vehicleId">;
};

type Overrides = Record<string, Record<string, unknown>>;

/** A number, `true`, `null` or any other JSON; what is none is text. */
const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const overridesOf = (settings: readonly string[]): Overrides => {
  const overrides: Overrides = {};
  for (const setting of settings) {
    const [, detector, option, value] = /^([^.=]+)\.([^.=]+)=(.+)$/s.exec(setting) ?? [];
    if (detector === undefined || option === undefined || value === undefined)
      throw new Error(`--set ${setting}: expected DETECTOR.OPTION=VALUE`);
    overrides[detector] = { ...overrides[detector], [option]: valueOf(value) };
  }
  return overrides;
};

const NIL = "00000000-0000-0000-0000-000000000000";

const problemOf = (error: unknown): string => {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues
    .map(({ path: [first, ...rest], message }) =>
      first === "options"
        ? `--set ${rest.join(".")}: ${message}`
        : `--${String(first)}: ${message}`,
    )
    .join("\n");
};

/** Options of `npm run detect`; throws, naming what is wrong, with the usage. */
export const readDetectOptions = (
  args: readonly string[],
  { api, email, password }: DetectDefaults,
): DetectOptions => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        vehicle: { type: "string" },
        from: { type: "string" },
        to: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        api: { type: "string", default: api },
        email: { type: "string", default: email },
        password: { type: "string", default: password },
      },
    });
    const { vehicle, from, to, set, ...rest } = values;
    if (vehicle === undefined) throw new Error("--vehicle: is needed");
    const options = overridesOf(set);
    const { vehicleId: _any, ...question } = WhatIfRequest.parse({
      ...{ vehicleId: NIL, from, to, options },
    });
    return { ...rest, vehicle, question };
  } catch (error) {
    throw new Error(`${problemOf(error)}\n\n${DETECT_USAGE}`, { cause: error });
  }
};
