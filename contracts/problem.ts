import { z } from "zod";

/** One field at fault. `field` is dotted (`query.limit`, `licensePlate`), as the caller spelled it. */
export const FieldError = z.object({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 `application/problem+json`: every error the API answers. `detail` names the fields. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;
