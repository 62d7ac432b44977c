import { journeyAt } from "./journey.ts";

/** What one message of every benchmark weighs, bytes. */
export const OBSERVATION_BYTES = 150;

const TEMPLATE =
  '{"ts":0000000000000,"lat":00.0000000,"lon":00.0000000,"speedKmh":00000,"headingDeg":000,' +
  '"ignition":00000,"odometerKm":00000000,"satellites":12}';

/** Where each value starts. Fixed, because every value has a fixed width. */
const AT = {
  ts: TEMPLATE.indexOf("0"),
  lat: TEMPLATE.indexOf("00.", TEMPLATE.indexOf('"lat"')),
  lon: TEMPLATE.indexOf("00.", TEMPLATE.indexOf('"lon"')),
  speedKmh: TEMPLATE.indexOf("0", TEMPLATE.indexOf('"speedKmh"')),
  headingDeg: TEMPLATE.indexOf("0", TEMPLATE.indexOf('"headingDeg"')),
  ignition: TEMPLATE.indexOf("0", TEMPLATE.indexOf('"ignition"')),
  odometerKm: TEMPLATE.indexOf("0", TEMPLATE.indexOf('"odometerKm"')),
} as const;
const TS_DIGITS = 13;
const DEGREE_DIGITS = 7;
const SPEED_WIDTH = 5;
const HEADING_WIDTH = 3;
const ODOMETER_WIDTH = 8;

const ZERO = 0x30;
const SPACE = 0x20;
const POINT = 0x2e;
const TRUE = Buffer.from("true ");
const FALSE = Buffer.from("false");

/** Writes the last `count` digits of a whole number. */
const writeDigits = (buffer: Buffer, at: number, count: number, value: number): void => {
  let rest = value;
  for (let index = at + count - 1; index >= at; index--) {
    const tens = Math.floor(rest / 10);
    buffer[index] = ZERO + rest - tens * 10;
    rest = tens;
  }
};

/** Writes a whole number at the right of its field; JSON allows the blanks before it. */
const writePadded = (buffer: Buffer, at: number, width: number, value: number): void => {
  let rest = value;
  let index = at + width - 1;
  do {
    const tens = Math.floor(rest / 10);
    buffer[index--] = ZERO + rest - tens * 10;
    rest = tens;
  } while (rest > 0);
  while (index >= at) buffer[index--] = SPACE;
};

/** Writes tenths as a number with one decimal at the right of its field. */
const writeTenths = (buffer: Buffer, at: number, width: number, tenths: number): void => {
  const whole = Math.floor(tenths / 10);
  writePadded(buffer, at, width - 2, whole);
  buffer[at + width - 2] = POINT;
  buffer[at + width - 1] = ZERO + tenths - whole * 10;
};

/** Writes degrees between 10 and 100, given in units of 1e-7. */
const writeDegrees = (buffer: Buffer, at: number, scaled: number): void => {
  const whole = Math.floor(scaled / 1e7);
  writeDigits(buffer, at, 2, whole);
  writeDigits(buffer, at + 3, DEGREE_DIGITS, scaled - whole * 1e7);
};

/** Lays out one observation whose values `patchObservation` fills in. */
export const layOutObservation = (buffer: Buffer, at: number): void => {
  buffer.write(TEMPLATE.slice(0, -1).padEnd(OBSERVATION_BYTES - 1), at, "latin1");
  buffer.write("}", at + OBSERVATION_BYTES - 1, "latin1");
};

/** Fills in where car number `car` is at `tsMs`, in place and without garbage. */
export const patchObservation = (buffer: Buffer, at: number, car: number, tsMs: number): void => {
  const journey = journeyAt(car, tsMs);
  writeDigits(buffer, at + AT.ts, TS_DIGITS, tsMs);
  writeDegrees(buffer, at + AT.lat, journey.latE7);
  writeDegrees(buffer, at + AT.lon, journey.lonE7);
  writeTenths(buffer, at + AT.speedKmh, SPEED_WIDTH, journey.speedTenths);
  writePadded(buffer, at + AT.headingDeg, HEADING_WIDTH, journey.headingDeg);
  buffer.set(journey.ignition ? TRUE : FALSE, at + AT.ignition);
  writeTenths(buffer, at + AT.odometerKm, ODOMETER_WIDTH, journey.odometerTenths);
};
