import { fault } from "../../contracts/faults.ts";
import type { NatsConnection } from "@nats-io/transport-node";
import { WHAT_IF_SUBJECT, WHAT_IF_WITHIN_MS } from "../../contracts/subjects.ts";
import { WhatIfAnswer, type WhatIfRequest, type WhatIfResult } from "../../contracts/what-if.ts";
import { fieldProblem, HttpProblem } from "./http-problem.ts";

/** Asks a processor what other thresholds and rules would have detected. */
export type AskWhatIf = (request: WhatIfRequest) => Promise<WhatIfResult>;

const RETRY_LATER = { "retry-after": "10" };

/** Throws 503 while no processor has time for it, and 400 when there is too much history. */
export const createWhatIfClient =
  (nats: NatsConnection): AskWhatIf =>
  async (request) => {
    const reply = await nats
      .request(WHAT_IF_SUBJECT, JSON.stringify(request), { timeout: WHAT_IF_WITHIN_MS })
      .catch(() => {
        throw new HttpProblem(503, fault("processor_silent"), undefined, RETRY_LATER);
      });
    const answer = WhatIfAnswer.parse(reply.json());
    if (answer.kind === "result") return answer.result;
    if (answer.kind === "busy")
      throw new HttpProblem(503, fault("processor_busy"), undefined, RETRY_LATER);
    if (answer.kind === "too-long")
      throw fieldProblem(400, [{ field: "to", ...fault("history_too_long") }]);
    throw new HttpProblem(500, fault("what_if_failed"));
  };
