import { fault } from "../../contracts/faults.ts";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sendProblem } from "./error-handler.ts";
import { HttpProblem } from "./http-problem.ts";

/** Files whose name holds the hash of their content: they never change. */
const HASHED = /[/\\]assets[/\\]/;
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";
const INDEX = "index.html";

export type StaticRoots = {
  /** The built web page. */
  readonly webRoot: string;
  /** Map style, streets and land. */
  readonly basemapRoot: string;
};

/** A path the page itself routes, such as `/vehicles/…`: a person navigated to it. */
const isPageRequest = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  !/^\/(api|socket\.io|basemap|assets)(\/|$)/.test(url) &&
  (headers.accept ?? "").includes("text/html");

/** Serves the page, its assets and the base map; unknown page paths get the page. */
export const serveStaticFiles = async (
  app: FastifyInstance,
  { webRoot, basemapRoot }: StaticRoots,
): Promise<void> => {
  await app.register(fastifyStatic, {
    root: webRoot,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header("cache-control", HASHED.test(path) ? IMMUTABLE : REVALIDATE);
    },
  });
  await app.register(fastifyStatic, {
    root: basemapRoot,
    prefix: "/basemap/",
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply) => {
      void reply.header("cache-control", REVALIDATE);
    },
  });
  app.setNotFoundHandler((request, reply) =>
    isPageRequest(request) && existsSync(join(webRoot, INDEX))
      ? reply.sendFile(INDEX)
      : sendProblem(
          reply,
          new HttpProblem(404, {
            ...fault("not_found", { noun: "address" }),
            message: `there is no ${request.method} ${request.url}`,
          }),
        ),
  );
};
