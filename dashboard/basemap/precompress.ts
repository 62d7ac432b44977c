import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Text worth compressing; fonts and images already are. */
const TEXT = /\.(?:js|mjs|css|html|svg|json|geojson)$/;
/** Below this a file fits one network packet anyway, bytes. */
const MIN_BYTES = 1_400;
/** Brotli's 11 is a tenth smaller and ten times slower: too slow for a first start. */
const BROTLI_QUALITY = 9;

const compressFile = async (path: string): Promise<void> => {
  const content = await readFile(path);
  if (content.length < MIN_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
};

/** Lays a `.br` and a `.gz` beside each text file of a folder, for the server to send as they are. */
export const precompress = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { recursive: true });
  await Promise.all(
    entries.filter((entry) => TEXT.test(entry)).map((entry) => compressFile(join(folder, entry))),
  );
};
