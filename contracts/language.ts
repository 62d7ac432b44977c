import { z } from "zod";

/** Languages in which people can be spoken to. */
export const Language = z.enum(["en", "sv", "de", "es"]);
export type Language = z.infer<typeof Language>;
