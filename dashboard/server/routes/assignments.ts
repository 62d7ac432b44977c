import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  Assignment,
  AssignmentPatch,
  AssignmentQuery,
  NewAssignment,
} from "../../../contracts/assignment.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findAssignment, listAssignments } from "../../../db/assignments.ts";
import { assignDriver, endAssignment } from "../../../operations/assignments.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["assignments"];

export type AssignmentRouteParts = { readonly changes: ChangeAnnouncer };

/** Which driver had which car when. */
export const assignmentRoutes =
  ({ changes }: AssignmentRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/assignments",
      {
        config: { access: "drivers:view" },
        schema: { tags, querystring: AssignmentQuery, response: { 200: pageOf(Assignment) } },
      },
      (request) => listAssignments(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/assignments/:id",
      {
        config: { access: "drivers:view" },
        schema: { tags, params: IdParams, response: { 200: Assignment } },
      },
      async (request) =>
        orNotFound(
          await findAssignment(request.db, scopeOf(request), request.params.id),
          "assignment",
        ),
    );

    app.post(
      "/assignments",
      {
        config: { access: "assignments:edit" },
        schema: { tags, body: NewAssignment, response: { 201: Assignment } },
      },
      async (request, reply) => {
        const assignment = orRefuse(await assignDriver(request.db, scopeOf(request), request.body));
        changes.vehiclesChanged([assignment.vehicleId]);
        return reply.code(201).send(assignment);
      },
    );

    app.patch(
      "/assignments/:id",
      {
        config: { access: "assignments:edit" },
        schema: { tags, params: IdParams, body: AssignmentPatch, response: { 200: Assignment } },
      },
      async (request) => {
        const ended = await endAssignment(
          request.db,
          scopeOf(request),
          request.params.id,
          request.body,
        );
        const assignment = orNotFound(orRefuse(ended), "assignment");
        changes.vehiclesChanged([assignment.vehicleId]);
        return assignment;
      },
    );
  };
