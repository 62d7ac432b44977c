import { z } from "zod";
import { getJson } from "../session/api.ts";
import { isBaseMapStyle } from "./base-map-style.ts";

const Style = z.object({
  sources: z.record(z.string(), z.object({ data: z.string().optional() })),
});

/** Until the worker answers what this page asks for: it takes over pages that were there before it. */
const untilControlled = async (): Promise<void> => {
  const { serviceWorker } = navigator;
  await serviceWorker.ready;
  if (serviceWorker.controller) return;
  await new Promise<void>((resolve) => {
    serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
};

/** Has the worker keep the base maps that were drawn before it was there: each style and what it names. */
const keepBaseMap = async (): Promise<void> => {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  for (const url of new Set(fetched.filter((each) => isBaseMapStyle(new URL(each).pathname)))) {
    const { sources } = await getJson(url, Style);
    const data = Object.values(sources).flatMap((source) => source.data ?? []);
    await Promise.all(data.map((each) => fetch(each)));
  }
};

/**
 * Has the page kept, so that it opens without its server: where the browser allows that, which is
 * over HTTPS and on this computer itself. Whoever cannot have it loses nothing else.
 */
export const registerServiceWorker = async (): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  const wasControlled = navigator.serviceWorker.controller !== null;
  try {
    await navigator.serviceWorker.register("/service-worker.js");
    if (wasControlled) return;
    await untilControlled();
    await keepBaseMap();
  } catch (error) {
    console.warn("The page is not kept for times without a server.", error);
  }
};
