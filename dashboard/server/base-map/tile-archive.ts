import { open } from "node:fs/promises";
import { PMTiles, ResolvedValueCache, type Source, TileType } from "pmtiles";
import { z } from "zod";

/** A file of vector tiles that is open. */
export type TileArchive = {
  /** Where a map finds them; tells one file from another, so that browsers may keep what they have. */
  readonly address: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north, degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly attribution: string;
  /** A tile as it was packed, decompressed; undefined where there is none. */
  readonly tile: (z: number, x: number, y: number) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
};

/** Below the address of every tile. */
export const TILE_PREFIX = "/basemap/tiles";

const Metadata = z.object({ attribution: z.string().optional() });
const CREDIT = "© OpenStreetMap contributors";

const fileSource = async (path: string) => {
  const file = await open(path);
  const { size, mtimeMs } = await file.stat();
  const source: Source = {
    getKey: () => path,
    async getBytes(offset, length) {
      const bytes = new ArrayBuffer(length);
      const { bytesRead } = await file.read(new Uint8Array(bytes), 0, length, offset);
      return { data: bytes.slice(0, bytesRead) };
    },
  };
  const revision = `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`;
  return { source, revision, close: () => file.close() };
};

/**
 * Opens a PMTiles file of vector tiles. Throws with the setting's name where there is none that can be
 * read.
 */
export const openTileArchive = async (path: string): Promise<TileArchive> => {
  try {
    const { source, revision, close } = await fileSource(path);
    const archive = new PMTiles(source, new ResolvedValueCache());
    const header = await archive.getHeader();
    if (header.tileType !== TileType.Mvt) throw new Error("its tiles are not vector tiles");
    const metadata = Metadata.safeParse(await archive.getMetadata());
    return {
      address: `${TILE_PREFIX}/${revision}/{z}/{x}/{y}.mvt`,
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      attribution: metadata.data?.attribution ?? CREDIT,
      async tile(zoom, x, y) {
        const found = await archive.getZxy(zoom, x, y);
        return found && new Uint8Array(found.data);
      },
      close,
    };
  } catch (cause) {
    throw new Error(`BASEMAP: the PMTiles file ${path} cannot be read`, { cause });
  }
};
