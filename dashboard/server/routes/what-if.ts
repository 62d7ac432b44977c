import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { WhatIfRequest, WhatIfResult } from "../../../contracts/what-if.ts";
import { findVehicle } from "../../../db/vehicles.ts";
import { scopeOf } from "../authentication.ts";
import { orNotFound } from "../http-problem.ts";
import type { AskWhatIf } from "../what-if-client.ts";

export type WhatIfRouteParts = { readonly askWhatIf: AskWhatIf };

/** What a draft of rules would have detected and told in stored history, so that it can be tuned first. */
export const whatIfRoutes =
  ({ askWhatIf }: WhatIfRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/detection-rules/what-if",
      {
        config: { access: "rules:edit" },
        schema: {
          tags: ["detection rules"],
          body: WhatIfRequest,
          response: { 200: WhatIfResult },
        },
      },
      async (request) => {
        const { vehicleId } = request.body;
        orNotFound(await findVehicle(request.db, scopeOf(request), vehicleId), "vehicle");
        return askWhatIf(request.body);
      },
    );
  };
