import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import { Invitation, NewAccount } from "../../../contracts/invitation.ts";
import { PageQuery, pageOf } from "../../../contracts/paging.ts";
import { Account, NewUser, UserPatch } from "../../../contracts/account.ts";
import { User } from "../../../contracts/user.ts";
import { findUser, listUsers } from "../../../db/users.ts";
import { type AccountEditor, createUser, editUser, reinvite } from "../../../operations/users.ts";
import { scopeOf, viewerOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["users"];
const editing = { config: { access: "users:edit" } } as const;

export type UserRouteParts = { readonly changes: ChangeAnnouncer };

const editorOf = (request: FastifyRequest): AccountEditor => {
  const { id, role } = viewerOf(request).user;
  return { userId: id, role };
};

/** Accounts. Passwords go in and never come out; codes of invitations come out once. */
export const userRoutes =
  ({ changes }: UserRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/users",
      {
        config: { access: "users:view" },
        schema: { tags, querystring: PageQuery, response: { 200: pageOf(Account) } },
      },
      (request) => listUsers(request.db, scopeOf(request), request.query),
    );

    app.get(
      "/users/:id",
      {
        config: { access: "users:view" },
        schema: { tags, params: IdParams, response: { 200: Account } },
      },
      async (request) =>
        orNotFound(await findUser(request.db, scopeOf(request), request.params.id), "user"),
    );

    app.post(
      "/users",
      { ...editing, schema: { tags, body: NewUser, response: { 201: NewAccount } } },
      async (request, reply) => {
        const created = orRefuse(await createUser(request.db, editorOf(request), request.body));
        return reply.code(201).header("cache-control", "no-store").send(created);
      },
    );

    app.patch(
      "/users/:id",
      { ...editing, schema: { tags, params: IdParams, body: UserPatch, response: { 200: User } } },
      async (request) => {
        const { id } = request.params;
        const edited = orRefuse(await editUser(request.db, editorOf(request), id, request.body));
        const user = orNotFound(edited, "user");
        changes.accessChanged();
        return user;
      },
    );

    app.post(
      "/users/:id/invitation",
      { ...editing, schema: { tags, params: IdParams, response: { 200: Invitation } } },
      async (request, reply) => {
        const invited = orRefuse(await reinvite(request.db, editorOf(request), request.params.id));
        const invitation = orNotFound(invited, "user");
        changes.accessChanged();
        return reply.header("cache-control", "no-store").send(invitation);
      },
    );
  };
