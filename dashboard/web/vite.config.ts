import { defineConfig } from "vite";

/** Where `npm run dev` finds the dashboard server; the page itself only knows its own origin. */
const server = "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  build: {
    outDir: "../../dist/dashboard/web",
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
