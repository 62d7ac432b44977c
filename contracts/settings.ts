import type { z } from "zod";

/** Settings that cannot be used; the message lists every one of them, a line each. */
export class SettingsError extends Error {
  override name = "SettingsError";
  /** What is wrong, by the name of the environment variable. */
  readonly problems: ReadonlyMap<string, string>;

  constructor(problems: ReadonlyMap<string, string>) {
    const lines = [...problems].map(([name, problem]) => `  ${name}: ${problem}`);
    super(`invalid settings:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads settings from environment variables. An empty variable is an unset one, because a compose
 * file cannot leave a variable out. Throws a `SettingsError` that lists every problem.
 */
export const readSettings = <Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const problems = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const name = path.join(".");
    if (!problems.has(name)) problems.set(name, message);
  }
  throw new SettingsError(problems);
};
