import { readFile } from "node:fs/promises";
import path from "node:path";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { RecordedMessage } from "./recorded-message.ts";

/** What Garmin's and other loggers put beside the position, inside `extensions` or not. */
const TrackPoint = z.looseObject({
  "@lat": z.coerce.number(),
  "@lon": z.coerce.number(),
  time: z.string().optional(),
  ele: z.coerce.number().optional(),
  hdop: z.coerce.number().optional(),
  sat: z.coerce.number().optional(),
  speed: z.coerce.number().optional(),
  course: z.coerce.number().optional(),
  extensions: z.unknown().optional(),
});
type TrackPoint = z.infer<typeof TrackPoint>;

const Segment = z.object({ trkpt: z.array(TrackPoint).default([]) });
const Track = z.object({ trkseg: z.array(Segment).default([]) });
const Gpx = z.object({ gpx: z.object({ trk: z.array(Track).default([]) }) });

const REPEATED = new Set(["trk", "trkseg", "trkpt"]);

/** Depth-first search for a number under a name: vendors nest their extensions differently. */
const findNumber = (value: unknown, name: string): number | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const number = key === name ? Number(inner) : findNumber(inner, name);
    if (number !== undefined && !Number.isNaN(number)) return number;
  }
  return undefined;
};

const messageOf = (point: TrackPoint, car: string): RecordedMessage[] => {
  const tsMs = Date.parse(point.time ?? "");
  if (Number.isNaN(tsMs)) return []; // a planned route has points without times
  const speedMps = point.speed ?? findNumber(point.extensions, "speed");
  const payload = {
    ts: tsMs,
    lat: point["@lat"],
    lon: point["@lon"],
    altitudeM: point.ele,
    hdop: point.hdop,
    satellites: point.sat,
    speedKmh: speedMps === undefined ? undefined : speedMps * 3.6,
    headingDeg: point.course ?? findNumber(point.extensions, "course"),
  };
  return [{ car, kind: "native", tsMs, sentAtMs: tsMs, payload }];
};

/**
 * A GPX 1.0 or 1.1 file as native telemetry of one car; speeds in it are m/s. Throws when it is no
 * GPX or none of its track points has a time.
 */
export const readGpxRecording = async (file: string): Promise<RecordedMessage[]> => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    isArray: (name) => REPEATED.has(name),
  });
  const parsed = Gpx.safeParse(parser.parse(await readFile(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is no GPX file`, { cause: parsed.error });
  const car = path.basename(file, path.extname(file));
  const points = parsed.data.gpx.trk.flatMap(({ trkseg }) => trkseg.flatMap(({ trkpt }) => trkpt));
  const messages = points.flatMap((point) => messageOf(point, car));
  if (messages.length === 0) throw new Error(`${file} has no track point with a time`);
  return messages;
};
