import { parseArgs } from "node:util";
import { z } from "zod";
import type { Config } from "./config.ts";
import { SCENARIOS } from "./scenarios/catalogue.ts";
import { UsageError } from "./usage-error.ts";

/** Every option of `npm run simulate`, for people. */
export const SIMULATE_USAGE = `npm run simulate -- [options]
  --vehicles N      cars to simulate (36)
  --interval S      seconds between reports of a car whose ignition is on (5)
  --seed K          another seed, another fleet (1)
  --history MIN     publish the last minutes first (0)
  --demo            some of the cars play scenarios, and most of the others are rented
  --scenario NAME   play a scenario that ends now, instead of the fleet; N cars with N seeds
  --branch NAME     where new cars belong (the only branch, or the first by name)
  --api URL --mqtt URL --email E --password P
                    default to API_URL, MQTT_URL, OWNER_EMAIL, OWNER_PASSWORD
  --help            print this`;

const Options = z.object({
  vehicles: z.coerce.number().int().min(1).max(10_000),
  interval: z.coerce.number().min(0.1).max(3_600),
  seed: z.coerce.number().int().min(0).max(0xffff_ffff),
  history: z.coerce
    .number()
    .min(0)
    .max(30 * 24 * 60),
  demo: z.boolean(),
  scenario: z.enum(SCENARIOS.map(({ name }) => name)).optional(),
  branch: z.string().optional(),
  api: z.url(),
  mqtt: z.url(),
  email: z.string().min(1, "is needed to register cars: set OWNER_EMAIL or --email"),
  password: z.string().min(1, "is needed to register cars: set OWNER_PASSWORD or --password"),
});
export type SimulateOptions = z.infer<typeof Options>;

/** Options of `npm run simulate`; throws a UsageError when one is unknown or out of range. */
export const readSimulateOptions = (args: readonly string[], config: Config): SimulateOptions => {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        vehicles: text("36"),
        interval: text("5"),
        seed: text("1"),
        history: text("0"),
        demo: { type: "boolean", default: false },
        scenario: { type: "string" },
        branch: { type: "string" },
        api: text(config.API_URL),
        mqtt: text(config.MQTT_URL),
        email: text(config.OWNER_EMAIL),
        password: text(config.OWNER_PASSWORD),
      },
    });
    return Options.parse(values);
  } catch (error) {
    throw new UsageError(error, SIMULATE_USAGE);
  }
};
