import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import {
  GeofenceDetail,
  GeofencePatch,
  GeofenceQuery,
  GeofenceVersion,
  NewGeofence,
} from "../../../contracts/geofence-api.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findGeofence, listGeofences, listGeofenceVersions } from "../../../db/geofences.ts";
import { archiveGeofence, drawGeofence, redrawGeofence } from "../../../operations/geofences.ts";
import type { Refusal } from "../../../operations/refusal.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["geofences"];

export type GeofenceRouteParts = { readonly changes: ChangeAnnouncer };

/** The places that matter. An edit begins a new version: the past is judged as it was. */
export const geofenceRoutes =
  ({ changes }: GeofenceRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const changed = async (
      outcome: GeofenceVersion | Refusal | undefined,
    ): Promise<GeofenceVersion> => {
      const fence = orNotFound(orRefuse(outcome), "geofence");
      await changes.settingsChanged();
      return fence;
    };

    app.get(
      "/geofences",
      {
        config: { access: "geofences:view" },
        schema: { tags, querystring: GeofenceQuery, response: { 200: pageOf(GeofenceVersion) } },
      },
      (request) => listGeofences(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/geofences/:id",
      {
        config: { access: "geofences:view" },
        schema: { tags, params: IdParams, response: { 200: GeofenceDetail } },
      },
      async (request) => {
        const { id } = request.params;
        const fence = orNotFound(await findGeofence(request.db, scopeOf(request), id), "geofence");
        return { ...fence, versions: await listGeofenceVersions(request.db, id) };
      },
    );

    app.post(
      "/geofences",
      {
        config: { access: "geofences:edit" },
        schema: { tags, body: NewGeofence, response: { 201: GeofenceVersion } },
      },
      async (request, reply) => {
        const drawn = await drawGeofence(request.db, actorOf(request), request.body);
        return reply.code(201).send(await changed(drawn));
      },
    );

    app.patch(
      "/geofences/:id",
      {
        config: { access: "geofences:edit" },
        schema: {
          tags,
          params: IdParams,
          body: GeofencePatch,
          response: { 200: GeofenceVersion },
        },
      },
      async (request) =>
        changed(
          await redrawGeofence(request.db, actorOf(request), request.params.id, request.body),
        ),
    );

    app.post(
      "/geofences/:id/archive",
      {
        config: { access: "geofences:edit" },
        schema: { tags, params: IdParams, response: { 200: GeofenceVersion } },
      },
      async (request) =>
        changed(await archiveGeofence(request.db, actorOf(request), request.params.id)),
    );
  };
