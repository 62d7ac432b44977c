import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";
import { Problem } from "../../contracts/problem.ts";

const PROBLEM_ANSWER = {
  description: "What went wrong, naming the fields at fault (RFC 9457)",
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
        description:
          "Rental telemetry: vehicles, trackers, live positions, routes and stops, what was detected, fuel and what it cost, alerts and bookings.",
        version: "1",
        license: { name: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: "roadledger" },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
    hideUntagged: true,
    transform: createJsonSchemaTransform({ skipList: [] }),
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs" });
  app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
};

/** Adds to every route of this scope that it may also answer a problem. */
export const describeProblems = (app: FastifyInstance): void => {
  app.addHook("onRoute", ({ schema }) => {
    if (schema) schema.response = { default: PROBLEM_ANSWER, ...Object(schema.response) };
  });
};
