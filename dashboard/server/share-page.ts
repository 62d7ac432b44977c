import type { FastifyInstance } from "fastify";
import { SHARE_PATH } from "../../contracts/share-path.ts";

/** The address of such a page is what opens the link: nobody is told of it, keeps it or lists it. */
const HEADERS = {
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
};

/** Keeps the addresses of shared links to those who have them. Registered behind the other headers. */
export const guardSharePages = (app: FastifyInstance): void => {
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith(SHARE_PATH)) void reply.headers(HEADERS);
  });
};
