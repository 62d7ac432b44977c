import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance, RouteOptions } from "fastify";
import { createJsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { FAULTS } from "../../contracts/faults.ts";
import { PERMISSIONS } from "../../contracts/permissions.ts";
import { Problem } from "../../contracts/problem.ts";
import type { Access } from "./authentication.ts";
import { DEVICE_OPERATIONS } from "./device-operations.ts";
import { OPERATION_SUMMARIES } from "./operation-summaries.ts";

const FAULT_LIST = Object.entries(FAULTS)
  .map(([code, words]) => `- \`${code}\`: ${words}`)
  .join("\n");

const PROBLEM_ANSWER = {
  description:
    "What went wrong, naming the fields at fault (RFC 9457); by `code` and `params` it can be said in other words",
  content: { "application/problem+json": { schema: Problem } },
};

/**
 * Describes the routes registered after it as OpenAPI 3.1 at `/api/openapi.json`, with a page to
 * browse them at `/api/docs` that needs nothing from outside.
 */
export const describeApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.1",
      info: {
        title: "Roadledger",
        description: `Rental telemetry: vehicles, trackers, live positions, routes and stops, what was detected, fuel and what it cost, alerts and bookings.

## Faults

What a problem objects to has a code, and parameters for what stands in braces here. The words go on after the field's name, where there is one; words of codes may change, codes do not.

${FAULT_LIST}`,
        version: "1",
        license: { name: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description:
              "An API token (`rl_…`, made under Settings or by `POST /api/tokens`), or the token that `POST /api/session` answers",
          },
          session: { type: "apiKey", in: "cookie", name: "roadledger" },
          device: { type: "http", scheme: "basic", description: "Device id and its secret" },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
      // a copy, because the plugin adds its own paths to it
      paths: { ...DEVICE_OPERATIONS },
    },
    hideUntagged: true,
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs" });
  app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
};

/** Who may call an operation, in words. */
const audience = (access: Access): string => {
  if (access === "public") return "For everyone.";
  if (access === "signed-in") return "For whoever is signed in.";
  return `For ${PERMISSIONS[access].join(", ")}: ${access}.`;
};

const summaryOf = ({ method, url }: RouteOptions): string => {
  // fastify answers HEAD wherever there is a GET
  const operation = `${method === "HEAD" ? "GET" : String(method)} ${url}`;
  const summary = OPERATION_SUMMARIES[operation];
  if (summary === undefined) throw new Error(`${operation} has no summary`);
  return summary;
};

/**
 * Adds to every route of this scope what it does, who may call it and that it may also answer a
 * problem. A route that nobody summed up fails at registration.
 */
export const describeOperations = (app: FastifyInstance): void => {
  app.addHook("onRoute", (route) => {
    const { schema, config } = route;
    if (!schema) return;
    const access = config?.access ?? "signed-in";
    Object.assign(schema, {
      summary: summaryOf(route),
      description: audience(access),
      ...(access === "public" && { security: [] }),
      response: { default: PROBLEM_ANSWER, ...Object(schema.response) },
    });
  });
};
