import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { Driver, DriverPatch, DriverQuery, NewDriver } from "../../../contracts/driver.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findActiveVehicleOf } from "../../../db/assignments.ts";
import { findDriver, insertDriver, listDrivers, patchDriver } from "../../../db/drivers.ts";
import { branchMoveFault, chooseDriverBranch } from "../../../operations/branch-choice.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["drivers"];

export type DriverRouteParts = { readonly changes: ChangeAnnouncer };

/** The people who drive. */
export const driverRoutes =
  ({ changes }: DriverRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/drivers",
      {
        config: { access: "drivers:view" },
        schema: { tags, querystring: DriverQuery, response: { 200: pageOf(Driver) } },
      },
      (request) => listDrivers(request.db, scopeOf(request), request.query.status, request.query),
    );

    app.get(
      "/drivers/:id",
      {
        config: { access: "drivers:view" },
        schema: { tags, params: IdParams, response: { 200: Driver } },
      },
      async (request) =>
        orNotFound(await findDriver(request.db, scopeOf(request), request.params.id), "driver"),
    );

    app.post(
      "/drivers",
      {
        config: { access: "drivers:edit" },
        schema: { tags, body: NewDriver, response: { 201: Driver } },
      },
      async (request, reply) => {
        const scope = scopeOf(request);
        const branchId = orRefuse(
          await chooseDriverBranch(request.db, scope, request.body.branchId),
        );
        return reply.code(201).send(await insertDriver(request.db, { ...request.body, branchId }));
      },
    );

    app.patch(
      "/drivers/:id",
      {
        config: { access: "drivers:edit" },
        schema: { tags, params: IdParams, body: DriverPatch, response: { 200: Driver } },
      },
      async (request) => {
        const scope = scopeOf(request);
        const { id } = request.params;
        const before = orNotFound(await findDriver(request.db, scope, id), "driver");
        orRefuse(await branchMoveFault(request.db, scope, before.branchId, request.body.branchId));
        const driver = orNotFound(await patchDriver(request.db, scope, id, request.body), "driver");
        const vehicleId = await findActiveVehicleOf(request.db, id);
        if (vehicleId !== undefined) changes.vehiclesChanged([vehicleId]);
        return driver;
      },
    );
  };
