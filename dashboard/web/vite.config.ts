import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { precompress } from "../basemap/precompress.ts";

/** Where `npm run dev` finds the dashboard server; the page itself only knows its own origin. */
const server = "http://127.0.0.1:8080";

const outDir = resolve(import.meta.dirname, "../../dist/dashboard/web");

const precompressed = (): Plugin => ({
  name: "precompressed",
  apply: "build",
  closeBundle: () => precompress(outDir),
});

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [precompressed()],
  build: {
    outDir,
    emptyOutDir: true,
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
});
