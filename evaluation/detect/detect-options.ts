import { parseArgs } from "node:util";
import { WhatIfRequest } from "../../contracts/what-if.ts";

/** Every option of `npm run detect`, for people. */
export const DETECT_USAGE = `npm run detect -- --vehicle V --from T --to T [--set DETECTOR.OPTION=VALUE …] [--rule TYPE.FIELD=VALUE …]
  --vehicle V        id or licence plate
  --from T --to T    which part of its history, ISO 8601 with an offset or Z
  --set D.O=VALUE    changes an option on top of today's rules, e.g. speeding.limitKmh=45 or
                     trips.dwellS=300; any number of them. What the detector finds is on, unless a rule says no
  --rule T.F=VALUE   drafts a rule for a type of detection: enabled, alert, severity, minDurationS,
                     cooldownS or schedule, e.g. speeding.minDurationS=60; any number of them. What
                     it is about is on unless T.enabled=false, whatever holds today.
                     Without any, and without --set, nothing but today's findings are counted
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

type Fields = Record<string, unknown>;

/** A number, `true`, `null` or any other JSON; what is none is text. */
const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What `NAME.FIELD=VALUE` of a flag set, by name. */
const fieldsOf = (settings: readonly string[], flag: string): Record<string, Fields> => {
  const byName = new Map<string, Fields>();
  for (const setting of settings) {
    const [, name, field, value] = /^([^.=]+)\.([^.=]+)=(.+)$/s.exec(setting) ?? [];
    if (name === undefined || field === undefined || value === undefined)
      throw new Error(`--${flag} ${setting}: expected ${EXPECTED[flag]}`);
    // As a key of an object it would set what the object inherits, and be gone without a word.
    if (name === "__proto__" || field === "__proto__")
      throw new Error(`--${flag} ${name}.${field}: __proto__ is no name`);
    byName.set(name, { ...byName.get(name), [field]: valueOf(value) });
  }
  return Object.fromEntries(byName);
};

const EXPECTED: Readonly<Record<string, string>> = {
  set: "DETECTOR.OPTION=VALUE",
  rule: "TYPE.FIELD=VALUE",
};

const NIL = "00000000-0000-0000-0000-000000000000";

/** The flag that a problem is about; `types` are those of the drafted rules, in order. */
const flagOf = ([first, ...rest]: readonly PropertyKey[], types: readonly string[]): string => {
  if (first === "options") return `--set ${rest.join(".")}`;
  if (first !== "rules") return `--${String(first)}`;
  const [index, ...field] = rest;
  return `--rule ${[types[Number(index)], ...field].join(".")}`;
};

/** Throws, naming the flags that are wrong. */
const readQuestion = (
  span: { readonly from: string | undefined; readonly to: string | undefined },
  set: readonly string[],
  rule: readonly string[],
): DetectOptions["question"] => {
  const drafts = fieldsOf(rule, "rule");
  const parsed = WhatIfRequest.safeParse({
    ...span,
    vehicleId: NIL,
    options: fieldsOf(set, "set"),
    rules: Object.entries(drafts).map(([type, fields]) => ({ ...fields, type })),
  });
  if (parsed.success) {
    const { vehicleId: _any, ...question } = parsed.data;
    return question;
  }
  const types = Object.keys(drafts);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${flagOf(path, types)}: ${message}`,
  );
  throw new Error(problems.join("\n"), { cause: parsed.error });
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
        rule: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        api: { type: "string", default: api },
        email: { type: "string", default: email },
        password: { type: "string", default: password },
      },
    });
    const { vehicle, from, to, set, rule, ...rest } = values;
    if (vehicle === undefined) throw new Error("--vehicle: is needed");
    return { ...rest, vehicle, question: readQuestion({ from, to }, set, rule) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${problem}\n\n${DETECT_USAGE}`, { cause: error });
  }
};
