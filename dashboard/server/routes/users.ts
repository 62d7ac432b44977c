import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { IdParams } from "../../../contracts/fields.ts";
import { PageQuery, pageOf } from "../../../contracts/paging.ts";
import { NewUser, User, UserPatch } from "../../../contracts/user.ts";
import { findUser, listUsers } from "../../../db/users.ts";
import { createUser, editUser } from "../../../operations/users.ts";
import { scopeOf } from "../authentication.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["users"];

/** Accounts. Passwords go in and never come out. */
export const userRoutes =
  ({ pool }: { readonly pool: pg.Pool }): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/users",
      {
        config: { access: "users:view" },
        schema: { tags, querystring: PageQuery, response: { 200: pageOf(User) } },
      },
      (request) => listUsers(pool, scopeOf(request), request.query),
    );

    app.get(
      "/users/:id",
      {
        config: { access: "users:view" },
        schema: { tags, params: IdParams, response: { 200: User } },
      },
      async (request) =>
        orNotFound(await findUser(pool, scopeOf(request), request.params.id), "user"),
    );

    app.post(
      "/users",
      {
        config: { access: "users:edit" },
        schema: { tags, body: NewUser, response: { 201: User } },
      },
      async (request, reply) =>
        reply.code(201).send(orRefuse(await createUser(pool, request.body))),
    );

    app.patch(
      "/users/:id",
      {
        config: { access: "users:edit" },
        schema: { tags, params: IdParams, body: UserPatch, response: { 200: User } },
      },
      async (request) =>
        orNotFound(orRefuse(await editUser(pool, request.params.id, request.body)), "user"),
    );
  };
