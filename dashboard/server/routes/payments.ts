import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  BookingAccount,
  NewPayment,
  Payment,
  PaymentQuery,
} from "../../../contracts/booking-account.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { listPayments } from "../../../db/booking-accounts.ts";
import { loadBookingAccount, recordPayment } from "../../../operations/booking-accounts.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["money"];

export type PaymentRouteParts = { readonly changes: Pick<ChangeAnnouncer, "eventsWritten"> };

/** What bookings come to, and what came in for them. */
export const paymentRoutes =
  ({ changes }: PaymentRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/bookings/:id/account",
      {
        config: { access: "money:view" },
        schema: { tags, params: IdParams, response: { 200: BookingAccount.nullable() } },
      },
      async (request) => {
        const { id } = request.params;
        return orNotFound(await loadBookingAccount(request.db, scopeOf(request), id), "booking");
      },
    );

    app.get(
      "/payments",
      {
        config: { access: "money:view" },
        schema: { tags, querystring: PaymentQuery, response: { 200: pageOf(Payment) } },
      },
      (request) => listPayments(request.db, scopeOf(request), request.query),
    );

    app.post(
      "/payments",
      {
        config: { access: "payments:take" },
        schema: { tags, body: NewPayment, response: { 201: Payment } },
      },
      async (request, reply) => {
        const recorded = await recordPayment(request.db, actorOf(request), request.body);
        const payment = orRefuse(recorded);
        changes.eventsWritten();
        return reply.code(201).send(payment);
      },
    );
  };
