import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  Alert,
  AlertAssignment,
  AlertNote,
  AlertRemark,
  AlertQuery,
  AlertResolution,
  AlertSnooze,
  AlertUndo,
  Assignee,
} from "../../../contracts/alert.ts";
import { AlertDetail } from "../../../contracts/detected.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import { findAlert, listAlerts, loadAlertHistory } from "../../../db/alert-list.ts";
import { loadDetectionsOfAlert } from "../../../db/detection-list.ts";
import { listUsersOfBranch } from "../../../db/users.ts";
import type { AlertAction } from "../../../operations/alert-life.ts";
import { handleAlert, undoAlertStep } from "../../../operations/alerts.ts";
import type { Refusal } from "../../../operations/refusal.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["alerts"];

/** Most occurrences one alert shows; all of them are in the list of detections. */
const MAX_SHOWN_DETECTIONS = 100;

export type AlertRouteParts = { readonly changes: ChangeAnnouncer };

/** The inbox: what is wrong, who looks after it, and how it went. */
export const alertRoutes =
  ({ changes }: AlertRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const answer = (handled: Alert | Refusal | undefined): Alert => {
      const alert = orNotFound(orRefuse(handled), "alert");
      changes.eventsWritten();
      return alert;
    };
    const handle = async (
      request: FastifyRequest,
      id: string,
      action: AlertAction,
      note: string | undefined,
    ): Promise<Alert> => answer(await handleAlert(request.db, actorOf(request), id, action, note));
    const answers = { tags, params: IdParams, response: { 200: Alert } };
    const handling = { config: { access: "alerts:handle" } } as const;

    app.get(
      "/alerts",
      {
        config: { access: "alerts:view" },
        schema: { tags, querystring: AlertQuery, response: { 200: pageOf(Alert) } },
      },
      (request) => listAlerts(request.db, scopeOf(request), request.query, request.query),
    );

    app.get(
      "/alerts/:id",
      {
        config: { access: "alerts:view" },
        schema: { tags, params: IdParams, response: { 200: AlertDetail } },
      },
      async (request) => {
        const { id } = request.params;
        const alert = orNotFound(await findAlert(request.db, scopeOf(request), id), "alert");
        const [history, detections] = await Promise.all([
          loadAlertHistory(request.db, id),
          loadDetectionsOfAlert(request.db, id, MAX_SHOWN_DETECTIONS),
        ]);
        return { ...alert, history, detections };
      },
    );

    app.get(
      "/alerts/:id/assignees",
      {
        ...handling,
        schema: {
          tags,
          params: IdParams,
          response: { 200: z.object({ items: z.array(Assignee) }) },
        },
      },
      async (request) => {
        const found = await findAlert(request.db, scopeOf(request), request.params.id);
        const { branchId } = orNotFound(found, "alert");
        return {
          items: await listUsersOfBranch(request.db, PERMISSIONS["alerts:handle"], branchId),
        };
      },
    );

    for (const kind of ["acknowledge", "unsnooze", "reopen"] as const) {
      app.post(
        `/alerts/:id/${kind}`,
        { ...handling, schema: { ...answers, body: AlertNote } },
        (request) => handle(request, request.params.id, { kind }, request.body.note),
      );
    }

    app.post(
      "/alerts/:id/note",
      { ...handling, schema: { ...answers, body: AlertRemark } },
      (request) => handle(request, request.params.id, { kind: "note" }, request.body.note),
    );

    app.post(
      "/alerts/:id/undo",
      { ...handling, schema: { ...answers, body: AlertUndo } },
      async (request) =>
        answer(await undoAlertStep(request.db, actorOf(request), request.params.id, request.body)),
    );

    app.post(
      "/alerts/:id/assign",
      { ...handling, schema: { ...answers, body: AlertAssignment } },
      (request) => {
        const { userId = actorOf(request).userId, note } = request.body;
        return handle(request, request.params.id, { kind: "assign", assigneeId: userId }, note);
      },
    );

    app.post(
      "/alerts/:id/snooze",
      { ...handling, schema: { ...answers, body: AlertSnooze } },
      (request) => {
        const { until, note } = request.body;
        return handle(request, request.params.id, { kind: "snooze", until }, note);
      },
    );

    app.post(
      "/alerts/:id/resolve",
      { ...handling, schema: { ...answers, body: AlertResolution } },
      (request) => {
        const { resolution, note } = request.body;
        return handle(request, request.params.id, { kind: "resolve", resolution }, note);
      },
    );
  };
