/** What of a car decides its fuel and its rev counter. */
export type EngineModel = {
  readonly massKg: number;
  /** Drag coefficient times frontal area, m². */
  readonly dragAreaM2: number;
  /** Fuel at a warm idle, l/h. */
  readonly idleLph: number;
  /** Useful work in a litre burnt, kWh: about 30 % of petrol's 9.0, 36 % of diesel's 9.9. */
  readonly kwhPerLitre: number;
};

/** Air at 10 °C, kg/m³; gravity, m/s²; rolling resistance of a road tyre. */
const AIR_KG_M3 = 1.25;
const GRAVITY_MPS2 = 9.81;
const ROLLING = 0.012;
/** Injection all but stops while the car drives its engine: share of idle that still burns. */
const OVERRUN_SHARE = 0.3;

/** Fuel flow of a running engine in l/h, from the forces on the car. */
export const fuelLph = (
  engine: EngineModel,
  speedMps: number,
  accelerationMps2: number,
): number => {
  const drag = (AIR_KG_M3 * engine.dragAreaM2 * speedMps * speedMps) / 2;
  const rolling = ROLLING * engine.massKg * GRAVITY_MPS2;
  const newtons = engine.massKg * accelerationMps2 + drag + rolling;
  if (newtons < 0) return engine.idleLph * OVERRUN_SHARE;
  return engine.idleLph + (newtons * speedMps) / 1_000 / engine.kwhPerLitre;
};

/** Engine turns per minute and km/h in each gear of a common five-speed box. */
const RPM_PER_KMH = [128, 71, 48, 36, 29];
const IDLE_RPM = 820;
/** The driver takes the highest gear that keeps the engine above this. */
const LOWEST_PULLING_RPM = 1_350;

/** Rev counter of a running engine, 1/min: slipping clutch at walking pace, then geared. */
export const engineRpm = (speedMps: number, accelerationMps2: number): number => {
  const kmh = speedMps * 3.6;
  const pulling = LOWEST_PULLING_RPM + (accelerationMps2 > 0.3 ? 500 : 0);
  const geared = RPM_PER_KMH.map((ratio) => ratio * kmh).filter((rpm) => rpm >= pulling);
  const rpm = geared.at(-1) ?? (RPM_PER_KMH[0] ?? 0) * kmh;
  return Math.max(IDLE_RPM, rpm);
};
