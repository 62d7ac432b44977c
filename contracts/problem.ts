import { z } from "zod";

/** What a fault is about, by name: figures and names that its words mention. */
export const FaultParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type FaultParams = Readonly<z.infer<typeof FaultParams>>;

const coded = {
  /** Which fault it is, for whoever words it in another language; `faults.ts` lists them. */
  code: z.string().optional(),
  params: FaultParams.optional(),
};

/** One field at fault. `field` is dotted (`query.limit`, `licensePlate`), as the caller spelled it. */
export const FieldError = z.object({ field: z.string(), message: z.string(), ...coded });
export type FieldError = z.infer<typeof FieldError>;

/**
 * RFC 9457 `application/problem+json`: every error the API answers. `detail` names the fields; where
 * none is at fault, `code` and `params` are those of the whole.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  ...coded,
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;
