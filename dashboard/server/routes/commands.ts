import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  Command,
  CommandDetail,
  CommandNote,
  CommandQuery,
  NewCommand,
} from "../../../contracts/command.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import {
  findCommand,
  listCommands,
  listUnconfirmedCommands,
  loadCommandHistory,
} from "../../../db/commands.ts";
import { findVehicle } from "../../../db/vehicles.ts";
import { askCommand, cancelCommand, confirmCommand } from "../../../operations/commands.ts";
import type { Refusal } from "../../../operations/refusal.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["commands"];

export type CommandRouteParts = { readonly changes: ChangeAnnouncer };

/** What cars' trackers are told, by whom, and what came of it. */
export const commandRoutes =
  ({ changes }: CommandRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const changed = (outcome: Command | Refusal | undefined, noun = "command"): Command => {
      changes.eventsWritten(); // also when refused: that is in the history too
      const command = orNotFound(orRefuse(outcome), noun);
      if (command.state === "queued") changes.commandDue(command.deviceId);
      return command;
    };
    const answers = { tags, params: IdParams, response: { 200: Command } };
    const viewing = { config: { access: "commands:view" } } as const;
    const confirming = { config: { access: "immobilisations:confirm" } } as const;
    const sending = { config: { access: "commands:send" } } as const;

    app.get(
      "/vehicles/:id/commands",
      {
        ...viewing,
        schema: {
          tags,
          params: IdParams,
          querystring: CommandQuery,
          response: { 200: pageOf(Command) },
        },
      },
      async (request) => {
        const [scope, { id }] = [scopeOf(request), request.params];
        orNotFound(await findVehicle(request.db, scope, id), "vehicle");
        return listCommands(request.db, scope, id, request.query);
      },
    );

    app.post(
      "/vehicles/:id/commands",
      {
        ...sending,
        schema: { tags, params: IdParams, body: NewCommand, response: { 201: Command } },
      },
      async (request, reply) => {
        const asked = await askCommand(
          request.db,
          actorOf(request),
          request.params.id,
          request.body,
        );
        return reply.code(201).send(changed(asked, "vehicle"));
      },
    );

    app.get(
      "/commands/unconfirmed",
      {
        ...confirming,
        schema: { tags, querystring: CommandQuery, response: { 200: pageOf(Command) } },
      },
      (request) => listUnconfirmedCommands(request.db, scopeOf(request), request.query),
    );

    app.get(
      "/commands/:id",
      { ...viewing, schema: { tags, params: IdParams, response: { 200: CommandDetail } } },
      async (request) => {
        const { id } = request.params;
        const command = orNotFound(await findCommand(request.db, scopeOf(request), id), "command");
        return { ...command, history: await loadCommandHistory(request.db, id) };
      },
    );

    app.post(
      "/commands/:id/confirm",
      { ...confirming, schema: { ...answers, body: CommandNote } },
      async (request) => {
        const { params, body } = request;
        return changed(await confirmCommand(request.db, actorOf(request), params.id, body.note));
      },
    );

    app.post(
      "/commands/:id/cancel",
      { ...sending, schema: { ...answers, body: CommandNote } },
      async (request) => {
        const { params, body } = request;
        return changed(await cancelCommand(request.db, actorOf(request), params.id, body.note));
      },
    );
  };
