// `npm run detect`: what other thresholds would have detected in a car's stored history.
import { askDatabase, askSystem } from "./ask.ts";
import { readConfig } from "./config.ts";
import { describeWhatIf } from "./describe-what-if.ts";
import { readDetectOptions } from "./detect-options.ts";

try {
  const config = readConfig(process.env);
  const { DATABASE_URL, STREETS_FILE, API_URL, OWNER_EMAIL, OWNER_PASSWORD } = config;
  const defaults = { api: API_URL, email: OWNER_EMAIL, password: OWNER_PASSWORD };
  const options = readDetectOptions(process.argv.slice(2), defaults);
  const { licensePlate, result } = await (DATABASE_URL === undefined
    ? askSystem(options)
    : askDatabase(DATABASE_URL, STREETS_FILE, options));
  const text = options.json ? JSON.stringify(result) : describeWhatIf(licensePlate, result);
  process.stdout.write(`${text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
