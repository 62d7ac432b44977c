import { z } from "zod";
import { nothing, refused, type Decoded } from "./decoded.ts";

/** What a native device publishes on its `responses` topic. */
const Response = z.object({
  id: z.uuid("must be the id of the command"),
  status: z.enum(["received", "done", "failed"]),
  result: z.unknown().optional(),
});

/** The answer of a native device to a command; it carries no telemetry. */
export const decodeResponse = (payload: unknown): Decoded => {
  const { data, error } = Response.safeParse(payload);
  if (data) {
    const { id, status, result = null } = data;
    return { ...nothing, answer: { kind: "named", id, status, result } };
  }
  const [issue] = error.issues;
  return refused(issue?.path.join(".") || "payload", issue?.message ?? "is no response");
};
