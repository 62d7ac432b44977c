import { z } from "zod";
import { AlertType } from "../alert.ts";

/**
 * What a rule can be about: what can become an alert, or `routes`, the routes and stops of cars with the
 * positions they rest on. Those are always made, and told to nobody: such a rule has options only.
 */
export const RuleType = z.enum([...AlertType.options, "routes"]);
export type RuleType = z.infer<typeof RuleType>;
