import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  Device,
  DeviceParams,
  DevicePatch,
  DeviceQuery,
  DeviceWithHistory,
  DeviceWithSecret,
  NewDevice,
} from "../../../contracts/device.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findDevice, listDevices, loadMountings } from "../../../db/devices.ts";
import { editDevice, registerDevice, rotateDeviceSecret } from "../../../operations/devices.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["devices"];

export type DeviceRouteParts = {
  readonly changes: ChangeAnnouncer;
  /** How old an observation may be for ingest to accept it, days. */
  readonly maxAgeDays: number;
};

/** The trackers, and which car each sits in. */
export const deviceRoutes =
  ({ changes, maxAgeDays }: DeviceRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/devices",
      {
        config: { access: "devices:view" },
        schema: { tags, querystring: DeviceQuery, response: { 200: pageOf(Device) } },
      },
      (request) => listDevices(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/devices/:id",
      {
        config: { access: "devices:view" },
        schema: { tags, params: DeviceParams, response: { 200: DeviceWithHistory } },
      },
      async (request) => {
        const { id } = request.params;
        const device = orNotFound(await findDevice(request.db, scopeOf(request), id), "device");
        return { ...device, mountings: await loadMountings(request.db, id) };
      },
    );

    app.post(
      "/devices",
      {
        config: { access: "devices:edit" },
        schema: { tags, body: NewDevice, response: { 201: DeviceWithSecret } },
      },
      async (request, reply) => {
        const registered = await registerDevice(
          request.db,
          scopeOf(request),
          request.body,
          maxAgeDays,
        );
        const device = orRefuse(registered);
        await changes.devicesChanged();
        return reply.code(201).header("cache-control", "no-store").send(device);
      },
    );

    app.post(
      "/devices/:id/rotate-secret",
      {
        config: { access: "devices:edit" },
        schema: { tags, params: DeviceParams, response: { 200: DeviceWithSecret } },
      },
      async (request, reply) => {
        const rotated = await rotateDeviceSecret(request.db, scopeOf(request), request.params.id);
        const device = orNotFound(rotated, "device");
        await changes.devicesChanged();
        return reply.header("cache-control", "no-store").send(device);
      },
    );

    app.patch(
      "/devices/:id",
      {
        config: { access: "devices:edit" },
        schema: { tags, params: DeviceParams, body: DevicePatch, response: { 200: Device } },
      },
      async (request) => {
        const edited = await editDevice(
          request.db,
          scopeOf(request),
          request.params.id,
          request.body,
        );
        const device = orNotFound(orRefuse(edited), "device");
        // Where a tracker left, another one speaks for the car from then on.
        if (request.body.vehicleId !== undefined) await changes.settingsChanged();
        await changes.devicesChanged();
        return device;
      },
    );
  };
