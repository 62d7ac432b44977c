import { fault } from "../../../contracts/faults.ts";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { HttpProblem } from "../http-problem.ts";
import type { BaseMapSetting } from "./base-map.ts";
import {
  type BaseMapStyle,
  rasterStyle,
  type Theme,
  THEMES,
  vectorStyle,
} from "./base-map-styles.ts";
import { openTileArchive, TILE_PREFIX, type TileArchive } from "./tile-archive.ts";

const compress = promisify(gzip);
const IMMUTABLE = "public, max-age=31536000, immutable";

const TilePlace = z.object({
  revision: z.string(),
  z: z.coerce.number().int().min(0).max(26),
  x: z.coerce.number().int().min(0),
  y: z.coerce.number().int().min(0),
});

const serveStyles = (app: FastifyInstance, styleOf: (theme: Theme) => BaseMapStyle): void => {
  for (const theme of THEMES) {
    const style = styleOf(theme);
    app.get(`/basemap/style-${theme}.json`, (_request, reply) =>
      reply
        .header("cache-control", "no-cache")
        .type("application/json")
        .send(JSON.stringify(style)),
    );
  }
};

const serveTiles = (app: FastifyInstance, archive: TileArchive): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      `${TILE_PREFIX}/:revision/:z/:x/:y.mvt`,
      { schema: { params: TilePlace } },
      async (request, reply) => {
        const { z: zoom, x, y } = request.params;
        const side = 2 ** zoom;
        if (x >= side || y >= side)
          throw new HttpProblem(404, fault("not_found", { noun: "tile in any map" }));
        const tile = await archive.tile(zoom, x, y);
        void reply.header("cache-control", IMMUTABLE);
        // An area without anything in it is no error to a map.
        if (!tile) return reply.code(204).send();
        return reply
          .type("application/vnd.mapbox-vector-tile")
          .header("content-encoding", "gzip")
          .send(await compress(tile));
      },
    );
};

/** Serves the base map that was set in the place of the built one. Throws where its file is none. */
export const serveBaseMap = async (
  app: FastifyInstance,
  setting: BaseMapSetting,
  attribution: string,
): Promise<void> => {
  if (setting.kind === "town") return;
  if (setting.kind === "tiles") {
    serveStyles(app, (theme) => rasterStyle(theme, setting.template, attribution));
    return;
  }
  const archive = await openTileArchive(setting.path);
  app.addHook("onClose", () => archive.close());
  serveStyles(app, (theme) => vectorStyle(theme, archive));
  serveTiles(app, archive);
};
