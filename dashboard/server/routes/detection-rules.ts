import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  DetectionRule,
  EffectiveRules,
  RulePut,
  RuleQuery,
  RulesInForce,
} from "../../../contracts/detection-rule.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { listRulesInForce } from "../../../db/detection-rules.ts";
import { effectiveRules, putRule, removeRule } from "../../../operations/detection-rules.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["detection rules"];

export type DetectionRuleRouteParts = { readonly changes: ChangeAnnouncer };

/** What is detected, by which thresholds, and what is told of it. */
export const detectionRuleRoutes =
  ({ changes }: DetectionRuleRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/detection-rules",
      {
        config: { access: "rules:view" },
        schema: { tags, querystring: RuleQuery, response: { 200: EffectiveRules } },
      },
      async (request) =>
        orNotFound(await effectiveRules(request.db, scopeOf(request), request.query), "vehicle"),
    );

    app.get(
      "/detection-rules/in-force",
      { config: { access: "rules:view" }, schema: { tags, response: { 200: RulesInForce } } },
      async (request) => ({
        items: await listRulesInForce(request.db, scopeOf(request)),
        nextCursor: null,
      }),
    );

    app.put(
      "/detection-rules",
      {
        config: { access: "rules:edit" },
        schema: { tags, body: RulePut, response: { 200: DetectionRule } },
      },
      async (request) => {
        const rule = orRefuse(await putRule(request.db, actorOf(request), request.body));
        await changes.settingsChanged();
        return rule;
      },
    );

    app.delete(
      "/detection-rules/:id",
      {
        config: { access: "rules:edit" },
        schema: { tags, params: IdParams, response: { 200: DetectionRule } },
      },
      async (request) => {
        const removed = await removeRule(request.db, actorOf(request), request.params.id);
        const rule = orNotFound(orRefuse(removed), "rule");
        await changes.settingsChanged();
        return rule;
      },
    );
  };
