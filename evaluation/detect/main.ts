// `npm run detect`: what other thresholds would have detected in a car's stored history.
import { asksForHelp } from "../../simulators/usage-error.ts";
import { askDatabase, askSystem } from "./ask.ts";
import { readConfig } from "./config.ts";
import { describeWhatIf } from "./describe-what-if.ts";
import { DETECT_USAGE, readDetectOptions } from "./detect-options.ts";

const detect = async (args: readonly string[]): Promise<string> => {
  const { DATABASE_URL, API_URL, OWNER_EMAIL, OWNER_PASSWORD } = readConfig(process.env);
  const defaults = { api: API_URL, email: OWNER_EMAIL, password: OWNER_PASSWORD };
  const options = readDetectOptions(args, defaults);
  const { licensePlate, result } = await (DATABASE_URL === undefined
    ? askSystem(options)
    : askDatabase(DATABASE_URL, options));
  return options.json ? JSON.stringify(result) : describeWhatIf(licensePlate, result);
};

const args = process.argv.slice(2);
try {
  const text = asksForHelp(args) ? DETECT_USAGE : await detect(args);
  process.stdout.write(`${text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
