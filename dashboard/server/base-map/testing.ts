import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { Compression, TileType, zxyToTileId } from "pmtiles";

/** A tile and where it lies. */
export type PackedTile = {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
};

const HEADER_BYTES = 127;

const varint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];

/** A directory of tiles that lie one after the other (PMTiles 3, section 4). */
const directory = (entries: readonly { readonly id: number; readonly length: number }[]): Buffer =>
  Buffer.from(
    [
      entries.length,
      ...entries.map(({ id }, index) => id - (entries[index - 1]?.id ?? 0)),
      ...entries.map(() => 1),
      ...entries.map(({ length }) => length),
      ...entries.map((_, index) => (index === 0 ? 1 : 0)),
    ].flatMap(varint),
  );

type Sections = {
  readonly root: Buffer;
  readonly metadata: Buffer;
  readonly tiles: Buffer;
  readonly zooms: readonly number[];
};

const header = ({ root, metadata, tiles, zooms }: Sections, tileType: TileType): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write("PMTiles");
  bytes.writeUInt8(3, 7);
  const places = [HEADER_BYTES, root.length, HEADER_BYTES + root.length, metadata.length, 0, 0];
  const tilesAt = HEADER_BYTES + root.length + metadata.length;
  [...places, tilesAt, tiles.length, zooms.length, zooms.length, zooms.length].forEach(
    (value, index) => bytes.writeBigUInt64LE(BigInt(value), 8 + 8 * index),
  );
  bytes.writeUInt8(1, 96);
  bytes.writeUInt8(Compression.None, 97);
  bytes.writeUInt8(Compression.Gzip, 98);
  bytes.writeUInt8(tileType, 99);
  bytes.writeUInt8(Math.min(...zooms), 100);
  bytes.writeUInt8(Math.max(...zooms), 101);
  [-180, -85, 180, 85].forEach((degrees, index) =>
    bytes.writeInt32LE(degrees * 1e7, 102 + 4 * index),
  );
  return bytes;
};

/** Writes a PMTiles file, for tests: version 3, its tiles compressed by gzip. */
export const writeTileArchive = async (
  path: string,
  packed: readonly PackedTile[],
  { attribution = "© somebody", tileType = TileType.Mvt } = {},
): Promise<void> => {
  const tiles = packed
    .map(({ z, x, y, bytes }) => ({ z, id: zxyToTileId(z, x, y), bytes: gzipSync(bytes) }))
    .sort((one, other) => one.id - other.id);
  const sections = {
    root: directory(tiles.map(({ id, bytes }) => ({ id, length: bytes.length }))),
    metadata: Buffer.from(JSON.stringify({ attribution })),
    tiles: Buffer.concat(tiles.map(({ bytes }) => bytes)),
    zooms: tiles.map(({ z }) => z),
  };
  const { root, metadata, tiles: data } = sections;
  await writeFile(path, Buffer.concat([header(sections, tileType), root, metadata, data]));
};
