import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { precompress } from "../basemap/precompress.ts";
import { bundleBudget } from "./bundle-budget.ts";
import { firstChunks } from "./first-chunks.ts";
import { ownModules } from "./own-modules.ts";
import { precacheList, SERVICE_WORKER } from "./precache-list.ts";

/** Where `npm run dev` finds the dashboard server; the page itself only knows its own origin. */
const server = "http://127.0.0.1:8080";

const root = import.meta.dirname;
const built = (folder: string): string => resolve(root, "../../dist/dashboard", folder);

const precompressed = (folder: string): Plugin => ({
  name: "precompressed",
  apply: "build",
  closeBundle: () => precompress(folder),
});

/** The product's page; `--mode design` builds /design instead, for the browser tests alone. */
export default defineConfig(({ mode }) => {
  const isDesign = mode === "design";
  const outDir = built(isDesign ? "design" : "web");
  const budget = bundleBudget(`${outDir}-sizes.json`);
  return {
    root,
    base: "/",
    plugins: isDesign
      ? [budget]
      : [
          ownModules(),
          budget,
          precacheList(resolve(root, "../../dist/basemap")),
          precompressed(outDir),
        ],
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: isDesign
          ? { design: resolve(root, "design.html") }
          : {
              index: resolve(root, "index.html"),
              [SERVICE_WORKER]: resolve(root, `service-worker/${SERVICE_WORKER}.ts`),
            },
        output: {
          codeSplitting: isDesign || firstChunks(root),
          // a worker's address is its identity, and where it lies is what it may answer for
          entryFileNames: ({ name }) =>
            name === SERVICE_WORKER ? "[name].js" : "assets/[name]-[hash].js",
        },
      },
      target: "es2023",
      cssTarget: "chrome125",
      // a data: URL would break the page's own content security policy
      assetsInlineLimit: 0,
      sourcemap: true,
      // the map chunk is large by nature and arrives after the shell
      chunkSizeWarningLimit: 1_200,
      modulePreload: { polyfill: false },
    },
    worker: { format: "es" },
    server: {
      proxy: {
        "/api": server,
        "/basemap": server,
        "/socket.io": { target: server, ws: true },
      },
    },
  };
});
