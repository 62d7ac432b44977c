import { z } from "zod";
import { SIGMA_PER_MAD } from "../contracts/detection/fuel-gauge.ts";
import type { LearnedConsumption } from "../contracts/fuel-efficiency.ts";
import type { StoredFuelState } from "../db/learned-fuel.ts";

/** The part of fuel detection's memory that is about consumption. */
const Learned = z.object({
  sender: z.object({
    unit: z.enum(["pct", "litres"]).nullable(),
    tankLitres: z.number().nullable(),
    seenTankLitres: z.number().nullable(),
    scaleLitres: z.number().nullable().default(null),
  }),
  noisePct: z.number(),
  burn: z.object({
    perKmPct: z.number().nullable(),
    perIdleHourPct: z.number().nullable(),
    learnedKm: z.number(),
    sampledIdleH: z.number().default(0),
  }),
});
type Learned = z.infer<typeof Learned>;

/** Litres that 100 % stands for in what was learned; a sender of litres has a scale of its own. */
const litresPerTank = (sender: Learned["sender"], entered: number | null): number | null =>
  sender.unit === "litres"
    ? sender.scaleLitres
    : (entered ?? sender.tankLitres ?? sender.seenTankLitres);

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const share = (pct: number | null, factor: number): number | null =>
  pct === null ? null : rounded(pct * factor, 2);
const litres = (pct: number | null, factor: number, tank: number | null): number | null =>
  pct === null || tank === null ? null : rounded((pct * factor * tank) / 100, 2);

/** What a vehicle usually burns, from what fuel detection remembers of it; nothing before it does. */
export const learnedConsumption = (
  vehicleId: string,
  { fuel, tankLitres, foldedAt }: StoredFuelState,
): LearnedConsumption => {
  const asOf = foldedAt?.toISOString() ?? null;
  const parsed = Learned.safeParse(fuel);
  if (!parsed.success)
    return {
      ...{ vehicleId, litresPer100Km: null, idleLitresPerHour: null, pctPer100Km: null },
      ...{ idlePctPerHour: null, learnedKm: 0, learnedIdleHours: 0, tankLitres },
      ...{ tankSource: tankLitres === null ? null : "entered", noisePct: null, asOf },
    };
  const { sender, noisePct, burn } = parsed.data;
  const tank = litresPerTank(sender, tankLitres);
  const knownTank = tankLitres ?? sender.seenTankLitres;
  return {
    vehicleId,
    litresPer100Km: litres(burn.perKmPct, 100, tank),
    idleLitresPerHour: litres(burn.perIdleHourPct, 1, tank),
    pctPer100Km: sender.unit === "litres" && tankLitres === null ? null : share(burn.perKmPct, 100),
    idlePctPerHour:
      sender.unit === "litres" && tankLitres === null ? null : share(burn.perIdleHourPct, 1),
    learnedKm: burn.learnedKm,
    learnedIdleHours: burn.sampledIdleH,
    tankLitres: knownTank,
    tankSource: tankLitres === null ? (knownTank === null ? null : "seen") : "entered",
    noisePct: rounded(SIGMA_PER_MAD * noisePct, 1),
    asOf,
  };
};
