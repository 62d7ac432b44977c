import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  Booking,
  BookingPatch,
  BookingQuery,
  BookingReturn,
  BookingVoid,
  ExtensionDecision,
  Handover,
  NewBooking,
  NewExtension,
} from "../../../contracts/booking.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findBooking, listBookings } from "../../../db/bookings.ts";
import {
  createBooking,
  decideExtension,
  editBooking,
  handOut,
  makeVoid,
  requestExtension,
  takeBack,
} from "../../../operations/bookings.ts";
import type { Refusal } from "../../../operations/refusal.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["bookings"];

export type BookingRouteParts = { readonly changes: ChangeAnnouncer };

/** Who has which car until when. Nothing is deleted: what never came to be is VOID. */
export const bookingRoutes =
  ({ changes }: BookingRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const changed = (outcome: Booking | Refusal | undefined, noun = "booking"): Booking => {
      const booking = orNotFound(orRefuse(outcome), noun);
      changes.eventsWritten();
      return booking;
    };
    const answers = { tags, params: IdParams, response: { 200: Booking } };
    const editing = { config: { access: "bookings:edit" } } as const;

    app.get(
      "/bookings",
      {
        config: { access: "bookings:view" },
        schema: { tags, querystring: BookingQuery, response: { 200: pageOf(Booking) } },
      },
      (request) => listBookings(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/bookings/:id",
      { config: { access: "bookings:view" }, schema: answers },
      async (request) =>
        orNotFound(await findBooking(request.db, scopeOf(request), request.params.id), "booking"),
    );

    app.post(
      "/bookings",
      { ...editing, schema: { tags, body: NewBooking, response: { 201: Booking } } },
      async (request, reply) => {
        const created = await createBooking(request.db, actorOf(request), request.body);
        return reply.code(201).send(changed(created));
      },
    );

    app.patch(
      "/bookings/:id",
      { ...editing, schema: { ...answers, body: BookingPatch } },
      async (request) =>
        changed(await editBooking(request.db, actorOf(request), request.params.id, request.body)),
    );

    app.post(
      "/bookings/:id/handover",
      { ...editing, schema: { ...answers, body: Handover } },
      async (request) =>
        changed(await handOut(request.db, actorOf(request), request.params.id, request.body)),
    );

    app.post(
      "/bookings/:id/extensions",
      {
        ...editing,
        schema: { tags, params: IdParams, body: NewExtension, response: { 201: Booking } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const asked = await requestExtension(request.db, actorOf(request), id, request.body);
        return reply.code(201).send(changed(asked));
      },
    );

    app.post(
      "/bookings/:id/return",
      { ...editing, schema: { ...answers, body: BookingReturn } },
      async (request) =>
        changed(await takeBack(request.db, actorOf(request), request.params.id, request.body)),
    );

    app.post(
      "/bookings/:id/void",
      { config: { access: "bookings:void" }, schema: { ...answers, body: BookingVoid } },
      async (request) =>
        changed(await makeVoid(request.db, actorOf(request), request.params.id, request.body)),
    );

    for (const [verb, status] of [
      ["approve", "APPROVED"],
      ["deny", "DENIED"],
    ] as const) {
      app.post(
        `/extensions/:id/${verb}`,
        {
          config: { access: "extensions:decide" },
          schema: { ...answers, body: ExtensionDecision },
        },
        async (request) => {
          const { id } = request.params;
          const decided = await decideExtension(
            request.db,
            actorOf(request),
            id,
            status,
            request.body,
          );
          return changed(decided, "extension");
        },
      );
    }
  };
