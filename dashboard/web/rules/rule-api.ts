import { DetectionRule, type RulePut, RulesInForce } from "../../../contracts/detection-rule.ts";
import { WhatIfResult } from "../../../contracts/what-if.ts";
import { deleteAt, getJson, postJson, putJson } from "../session/api.ts";

const RULES = "/api/detection-rules";

/** Every rule in force that the person may see. Throws `ApiError`. */
export const loadRulesInForce = async (): Promise<readonly DetectionRule[]> =>
  (await getJson(`${RULES}/in-force`, RulesInForce)).items;

/** Sets a rule from now on. Throws `ApiError`: 409 when it replaces what is no longer in force. */
export const setRule = (body: RulePut): Promise<DetectionRule> =>
  putJson(RULES, body, DetectionRule);

/** Ends a rule from now on. Throws `ApiError`: 404 when it has ended before. */
export const endRule = (id: string): Promise<void> =>
  deleteAt(`${RULES}/${encodeURIComponent(id)}`);

/** Asks what a draft would have found in stored history. Throws `ApiError`. */
export const askWhatIf = (body: object, signal: AbortSignal): Promise<WhatIfResult> =>
  postJson(`${RULES}/what-if`, body, WhatIfResult, signal);
