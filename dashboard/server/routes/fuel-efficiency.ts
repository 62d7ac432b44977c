import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import {
  FuelEfficiency,
  FuelEfficiencyQuery,
  LearnedConsumption,
} from "../../../contracts/fuel-efficiency.ts";
import { FuelReport, FuelReportQuery } from "../../../contracts/fuel-report.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { listEfficiency } from "../../../db/fuel-efficiency.ts";
import { loadFuelState } from "../../../db/learned-fuel.ts";
import { loadFuelReport } from "../../../operations/fuel-report.ts";
import { learnedConsumption } from "../../../operations/learned-consumption.ts";
import { scopeOf } from "../authentication.ts";
import { orNotFound } from "../http-problem.ts";

const tags = ["fuel"];

/** What the fleet burns: learned, by period, and reported with what to do about it. */
export const fuelEfficiencyRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/fuel-efficiency",
    {
      config: { access: "fuel:view" },
      schema: {
        tags,
        querystring: FuelEfficiencyQuery,
        response: { 200: pageOf(FuelEfficiency) },
      },
    },
    (request) => listEfficiency(request.db, scopeOf(request), request.query, request.query),
  );

  app.get(
    "/reports/fuel",
    {
      config: { access: "fuel:view" },
      schema: { tags, querystring: FuelReportQuery, response: { 200: FuelReport } },
    },
    (request) => {
      const { period, date = new Date().toISOString().slice(0, 10) } = request.query;
      return loadFuelReport(request.db, scopeOf(request), period, date);
    },
  );

  app.get(
    "/vehicles/:id/fuel-consumption",
    {
      config: { access: "fuel:view" },
      schema: { tags, params: IdParams, response: { 200: LearnedConsumption } },
    },
    async (request) => {
      const { id } = request.params;
      return learnedConsumption(
        id,
        orNotFound(await loadFuelState(request.db, scopeOf(request), id), "vehicle"),
      );
    },
  );
};
