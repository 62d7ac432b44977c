import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { NewVehicle, Vehicle, VehiclePatch, VehicleQuery } from "../../../contracts/vehicle.ts";
import { findVehicle, insertVehicle, listVehicles } from "../../../db/vehicles.ts";
import { chooseBranch } from "../../../operations/branch-choice.ts";
import { changeVehicle } from "../../../operations/vehicle-changes.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["vehicles"];

export type VehicleRouteParts = { readonly changes: ChangeAnnouncer };

/** The cars, without their telemetry. */
export const vehicleRoutes =
  ({ changes }: VehicleRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/vehicles",
      {
        config: { access: "fleet:view" },
        schema: { tags, querystring: VehicleQuery, response: { 200: pageOf(Vehicle) } },
      },
      (request) => listVehicles(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/vehicles/:id",
      {
        config: { access: "fleet:view" },
        schema: { tags, params: IdParams, response: { 200: Vehicle } },
      },
      async (request) =>
        orNotFound(await findVehicle(request.db, scopeOf(request), request.params.id), "vehicle"),
    );

    app.post(
      "/vehicles",
      {
        config: { access: "fleet:edit" },
        schema: { tags, body: NewVehicle, response: { 201: Vehicle } },
      },
      async (request, reply) => {
        const scope = scopeOf(request);
        const branchId = orRefuse(await chooseBranch(request.db, scope, request.body.branchId));
        const vehicle = await insertVehicle(request.db, { ...request.body, branchId });
        changes.vehiclesChanged([vehicle.id]);
        return reply.code(201).send(vehicle);
      },
    );

    app.patch(
      "/vehicles/:id",
      {
        config: { access: "fleet:edit" },
        schema: { tags, params: IdParams, body: VehiclePatch, response: { 200: Vehicle } },
      },
      async (request) => {
        const scope = scopeOf(request);
        const { id } = request.params;
        const vehicle = orNotFound(
          orRefuse(await changeVehicle(request.db, scope, id, request.body)),
          "vehicle",
        );
        changes.vehiclesChanged([id]);
        return vehicle;
      },
    );
  };
