import type { GpsLocation, TrackFormat } from "../../contracts/location.ts";
import { SILENCE_LIMIT_MS } from "../../contracts/telemetry.ts";
import { CSV_BEGINNING, csvLine } from "./csv.ts";

/** Pages of observations, oldest first, as they come from the database. */
type Pages = AsyncIterable<readonly GpsLocation[]>;
type Fix = GpsLocation & { readonly latitude: number; readonly longitude: number };

/** A format somebody downloads: written while it is read, never whole in memory. */
type TrackFile = {
  readonly contentType: string;
  readonly extension: string;
  readonly write: (pages: Pages, licensePlate: string) => AsyncGenerator<string>;
};

const hasFix = (location: GpsLocation): location is Fix =>
  location.latitude !== null && location.longitude !== null;

/** RFC 7946: a Point a fix, with every stored figure in its properties. */
const writeGeoJson = async function* (pages: Pages): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = "";
  for await (const page of pages) {
    const features = page.filter(hasFix).map(({ id, longitude, latitude, ...properties }) => {
      const geometry = { type: "Point", coordinates: [longitude, latitude] };
      return JSON.stringify({ type: "Feature", id, geometry, properties });
    });
    if (features.length === 0) continue;
    yield separator + features.join(",");
    separator = ",";
  }
  yield "]}";
};

const XML_ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (character) => XML_ESCAPES[character] ?? "");

const gpxPoint = ({ latitude, longitude, altitudeM, timestamp }: Fix): string => {
  const elevation = altitudeM === null ? "" : `<ele>${altitudeM}</ele>`;
  return `<trkpt lat="${latitude}" lon="${longitude}">${elevation}<time>${timestamp}</time></trkpt>\n`;
};

/** GPX 1.1: one track, with a new segment after every silence, because nobody knows the way between. */
const writeGpx = async function* (pages: Pages, licensePlate: string): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Roadledger" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>${escapeXml(licensePlate)}</name><trkseg>
`;
  let lastMs: number | undefined;
  for await (const page of pages) {
    let text = "";
    for (const fix of page.filter(hasFix)) {
      const atMs = Date.parse(fix.timestamp);
      if (lastMs !== undefined && atMs - lastMs > SILENCE_LIMIT_MS) text += "</trkseg><trkseg>\n";
      text += gpxPoint(fix);
      lastMs = atMs;
    }
    yield text;
  }
  yield "</trkseg></trk>\n</gpx>\n";
};

const CSV_COLUMNS = [
  "timestamp",
  "latitude",
  "longitude",
  "speed",
  "direction",
  "altitudeM",
  "accuracyM",
  "hdop",
  "satellites",
  "ignition",
  "odometerKm",
  "engineHours",
  "fuelPct",
  "fuelLitres",
  "rpm",
  "externalV",
  "batteryPct",
  "event",
  "deviceId",
  "id",
  "attributes",
] as const satisfies readonly (keyof GpsLocation)[];

const cellOf = (cell: GpsLocation[(typeof CSV_COLUMNS)[number]]) =>
  typeof cell === "object" && cell !== null ? JSON.stringify(cell) : cell;

/** RFC 4180, one line an observation, those without a fix included; attributes as JSON. */
const writeCsv = async function* (pages: Pages): AsyncGenerator<string> {
  yield CSV_BEGINNING + csvLine(CSV_COLUMNS);
  for await (const page of pages) {
    yield page.map((row) => csvLine(CSV_COLUMNS.map((column) => cellOf(row[column])))).join("");
  }
};

export const TRACK_FILES: Readonly<Record<Exclude<TrackFormat, "json">, TrackFile>> = {
  geojson: { contentType: "application/geo+json", extension: "geojson", write: writeGeoJson },
  gpx: { contentType: "application/gpx+xml", extension: "gpx", write: writeGpx },
  csv: { contentType: "text/csv; charset=utf-8", extension: "csv", write: writeCsv },
};

/** The calendar day of a zone as `2026-03-29`. */
const dayIn = (timeZone: string, at: Date): string =>
  // Swedes write dates as ISO 8601 does
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);

/** What was asked for: `to` is the first moment that does not count. */
type Window = { readonly from?: Date | undefined; readonly to?: Date | undefined };

/**
 * A name any file system takes: plain letters of the plate, and the first and the last day that was
 * asked for, as the zone has them; one where they are the same.
 */
export const trackFileName = (
  licensePlate: string,
  { from, to }: Window,
  timeZone: string,
  extension: string,
): string => {
  const plate = licensePlate
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const ends = [from, to && new Date(to.getTime() - 1)];
  const days = new Set(ends.flatMap((end) => (end ? dayIn(timeZone, end) : [])));
  return `${[plate || "vehicle", ...days].join("_")}.${extension}`;
};
