import type { Burn, Erratic, FuelState, Movement, Sender, Since } from "./fuel-state.ts";

/** Quiet differences before any is learned, % of tank: 4 sigmas of it are 7 points. */
export const USUAL_NOISE_PCT = 1.2;

/** Until it is learned, s: a silence is then as long as it ever gets. */
const USUAL_INTERVAL_S = 18;

const nothingSince = (): Since => ({
  km: 0,
  idleH: 0,
  fromMs: 0,
  standS: 0,
  unseenS: 0,
  blind: false,
  off: false,
});

const initialErratic = (): Erratic => ({
  lastPct: null,
  lastMs: 0,
  leapPct: 0,
  ups: 0,
  downs: 0,
  firstMs: 0,
  largestPct: 0,
  said: null,
});

const initialMovement = (): Movement => ({
  deviceId: null,
  odometerDeviceId: null,
  atMs: null,
  ignition: null,
  heartbeats: 0,
  speedKmh: null,
  intervalS: USUAL_INTERVAL_S,
  drivenIntervalS: null,
  odometerKm: null,
  unmeteredKm: 0,
  engineHours: null,
  stillSinceMs: null,
  creptKm: 0,
  rested: false,
  lastStand: null,
  standFromMs: null,
  lat: null,
  lon: null,
});

const initialBurn = (): Burn => ({
  perKmPct: null,
  perIdleHourPct: null,
  learnedKm: 0,
  learnedIdleH: 0,
  sampledIdleH: 0,
  km: 0,
  fallPct: 0,
  idleH: 0,
  idleFallPct: 0,
});

const noDrive = () => ({
  count: 0,
  mean: 0,
  squares: 0,
  firstMs: 0,
  wholePct: 0,
  atMs: 0,
  wayPct: 0,
  travelPct: 0,
  meanS: 0,
  squaresS: 0,
  pctS: 0,
});

const unknownTank = () => ({
  seenTankLitres: null,
  scaleLitres: null,
  mostLitres: 0,
  lastLitres: 0,
  fills: 0,
  stepPct: null,
  smallerTimes: 0,
  smallerPct: 0,
  lastPct: null,
});

export const initialFuel = (): FuelState => ({
  sender: {
    deviceId: null,
    unit: null,
    tankLitres: null,
    ...unknownTank(),
    roadPct: null,
    roadMs: null,
    repeats: null,
    asleep: null,
    readMs: null,
    awake: false,
  },
  movement: initialMovement(),
  since: nothingSince(),
  rest: { readings: [], timesMs: [] },
  drive: noDrive(),
  creep: null,
  reference: null,
  arrival: null,
  expectedPct: null,
  opening: null,
  top: null,
  stand: [],
  curve: [],
  noisePct: USUAL_NOISE_PCT,
  toldNoisePct: null,
  sagPct: 0,
  change: null,
  burn: initialBurn(),
  excess: {
    usualPerKmPct: null,
    sinceMs: 0,
    km: 0,
    fallPct: 0,
    idleH: 0,
    times: 0,
    firstMs: 0,
    said: null,
  },
  seepage: { points: [], spacingS: 0, counted: false, parkings: 0, firstMs: 0, said: null },
  stuck: null,
  erratic: initialErratic(),
});

/** Forgets what a device has shown of the tank: another one may be calibrated to another. */
export const forgetTank = (sender: Sender): void => {
  Object.assign(sender, unknownTank());
};

/** Forgets every level: another sender or another scale begins. What was learned in % stays. */
export const forgetLevels = (state: FuelState): void => {
  state.since = nothingSince();
  state.rest = { readings: [], timesMs: [] };
  state.drive = noDrive();
  state.creep = null;
  state.reference = null;
  state.arrival = null;
  state.expectedPct = null;
  state.opening = null;
  state.top = null;
  state.stand = [];
  state.curve = [];
  state.change = null;
  state.stuck = null;
  state.seepage.points = [];
  state.erratic = initialErratic();
};
