import { z } from "zod";

/** Two options of which the first must not be more than the second, or must be less. */
export type Order<Field extends string> = readonly [lesser: Field, greater: Field, kind?: "below"];

type NumberField<Options> = {
  [Field in keyof Options]: number extends Options[Field] ? Field : never;
}[keyof Options] &
  string;

/** The other option that a contradiction is about, and what it says there. */
export const OtherSide = z.object({ field: z.string(), message: z.string() });
export type OtherSide = z.infer<typeof OtherSide>;

/**
 * Refuses options that contradict each other. An issue is about the lesser one and carries the
 * `OtherSide` in its `params`, so that whoever has set only that is told of that.
 */
export const inOrder =
  <Options extends object>(...orders: readonly Order<NumberField<Options>>[]) =>
  (options: Options, context: z.RefinementCtx): void => {
    const values = new Map<string, unknown>(Object.entries(options));
    for (const [lesser, greater, kind] of orders) {
      const [low, high] = [values.get(lesser), values.get(greater)];
      // Null is an option that is off.
      if (typeof low !== "number" || typeof high !== "number") continue;
      if (kind === "below" ? low < high : low <= high) continue;
      const [most, least] = kind === "below" ? ["below", "above"] : ["at most", "at least"];
      const other: OtherSide = {
        field: greater,
        message: `must be ${least} ${lesser}, ${String(low)}`,
      };
      context.addIssue({
        code: "custom",
        path: [lesser],
        message: `must be ${most} ${greater}, ${String(high)}`,
        params: { ...other },
      });
    }
  };
