import { preview } from "vite";
import { inCheckout } from "../starter/checkout.ts";

/** The policy the product's server sends: what works here works there. */
const POLICY = "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:";

/** The design page, built and served; `npm test` has built it. */
export type DesignPage = { readonly url: string; readonly close: () => Promise<void> };

/** Serves the design page on a free port. */
export const serveDesignPage = async (): Promise<DesignPage> => {
  const server = await preview({
    configFile: inCheckout("dashboard/web/vite.config.ts"),
    mode: "design",
    logLevel: "error",
    preview: {
      host: "127.0.0.1",
      port: 0,
      open: false,
      headers: { "content-security-policy": POLICY },
    },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the preview has no port");
  return {
    url: `http://127.0.0.1:${address.port}/design.html`,
    close: () => server.close(),
  };
};
