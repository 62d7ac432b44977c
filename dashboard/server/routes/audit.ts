import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { AuditEntry, AuditQuery, AuditVerdict } from "../../../contracts/audit.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { listAudit } from "../../../db/audit.ts";
import type { AuditHeads } from "../audit-heads.ts";
import { verifyAudit } from "../../../operations/audit.ts";

const tags = ["audit"];

export type AuditRouteParts = { readonly auditHeads: Pick<AuditHeads, "last"> };

/** Who changed what, when and from where; and whether that is still what was written. */
export const auditRoutes =
  ({ auditHeads }: AuditRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const reading = { config: { access: "audit:view" } } as const;

    app.get(
      "/audit",
      {
        ...reading,
        schema: { tags, querystring: AuditQuery, response: { 200: pageOf(AuditEntry) } },
      },
      (request) => listAudit(request.db, request.query),
    );

    app.get(
      "/audit/verify",
      { ...reading, schema: { tags, response: { 200: AuditVerdict } } },
      async (request) => verifyAudit(request.db, await auditHeads.last()),
    );
  };
