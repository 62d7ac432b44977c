/** What a file can list, as the address and the API spell it. */
export const THINGS = ["vehicles", "drivers"] as const;
export type Things = (typeof THINGS)[number];

/** What the address names; cars when it names nothing that a file can list. */
export const thingsOf = (spelled: string | undefined): Things =>
  THINGS.find((things) => things === spelled) ?? "vehicles";
