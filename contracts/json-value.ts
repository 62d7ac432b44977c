import { z } from "zod";

/**
 * Any JSON value. It contains itself, so the API's description names it once, as a component, and
 * refers to it.
 */
export const JsonValue = z.json().register(z.globalRegistry, { id: "JsonValue" });
