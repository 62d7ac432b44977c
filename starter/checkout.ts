import { fileURLToPath } from "node:url";

/** Tests load this file from the sources, processes from `dist`. */
const ROOT = new URL(import.meta.url.endsWith(".ts") ? "../" : "../../", import.meta.url);

/** The absolute path of something in the checkout. */
export const inCheckout = (path: string): string => fileURLToPath(new URL(path, ROOT));

/** The absolute path of something the build made. */
export const inDist = (path: string): string => inCheckout(`dist/${path}`);
