import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { Branch, BranchPatch, NewBranch } from "../../../contracts/branch.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { PageQuery, pageOf } from "../../../contracts/paging.ts";
import { findBranch, insertBranch, listBranches, patchBranch } from "../../../db/branches.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound } from "../http-problem.ts";

const tags = ["branches"];

export type BranchRouteParts = { readonly changes: ChangeAnnouncer };

/** Branches: an owner sees and edits all, staff see their own. */
export const branchRoutes =
  ({ changes }: BranchRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/branches",
      {
        config: { access: "fleet:view" },
        schema: { tags, querystring: PageQuery, response: { 200: pageOf(Branch) } },
      },
      (request) => listBranches(request.db, scopeOf(request), request.query),
    );

    app.get(
      "/branches/:id",
      {
        config: { access: "fleet:view" },
        schema: { tags, params: IdParams, response: { 200: Branch } },
      },
      async (request) =>
        orNotFound(await findBranch(request.db, scopeOf(request), request.params.id), "branch"),
    );

    app.post(
      "/branches",
      {
        config: { access: "branches:edit" },
        schema: { tags, body: NewBranch, response: { 201: Branch } },
      },
      async (request, reply) => reply.code(201).send(await insertBranch(request.db, request.body)),
    );

    app.patch(
      "/branches/:id",
      {
        config: { access: "branches:edit" },
        schema: { tags, params: IdParams, body: BranchPatch, response: { 200: Branch } },
      },
      async (request) => {
        const patched = await patchBranch(request.db, request.params.id, request.body);
        const branch = orNotFound(patched, "branch");
        // Its time zone decides when a car drives after hours.
        await changes.settingsChanged();
        return branch;
      },
    );
  };
