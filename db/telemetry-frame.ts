import { z } from "zod";
import { Reject } from "../contracts/observation.ts";
import { PARTITION_COUNT } from "../contracts/subjects.ts";
import type { Sample } from "../contracts/telemetry.ts";
import { RowFormatError } from "./copy-format.ts";
import {
  packObservation,
  packedRow,
  readOrigin,
  takePacked,
  type Origin,
  type PackedObservation,
  type RowOrigin,
} from "./location-row.ts";
import { PackedReader, PackedWriter } from "./packed-row.ts";

/*
 * One JetStream message: what one ingest process received in one micro-batch, a section for each
 * partition that got something. Numbers are big-endian.
 *
 *   frame    u8 version, u8 zero, u16 sections, then each: u16 partition, u32 bytes, section
 *   section  u32 bytes of origins, u32 rows, u32 bytes of rows, then origins, whose, rows, rejects
 *   origins  each: u16 bytes, what the rows of a device in a vehicle begin with
 *   whose    of each row: u16 index of its origin
 *   rows     packed rows of `gps_locations`
 *   rejects  JSON: [Reject, …], or nothing
 */
const VERSION = 5;
/** A frame that has grown to this is sent, bytes: one payload more stays below NATS' 1 MB. */
export const FULL_FRAME_BYTES = 384 * 1024;
const FRAME_HEADER_BYTES = 4;
const SECTION_HEADER_BYTES = 6;
const SECTION_LENGTHS_BYTES = 12;
const ROW_ORIGIN_BYTES = 2;
const ORIGIN_LENGTH_BYTES = 2;

const Rejects = z.array(Reject);

/** What one section holds, its observations still packed. */
export type Section = {
  readonly observations: readonly PackedObservation[];
  readonly rejects: readonly Reject[];
};

const writeOrigins = (origins: readonly RowOrigin[]): Buffer =>
  Buffer.concat(
    origins.flatMap(({ fields }) => {
      const length = Buffer.allocUnsafe(ORIGIN_LENGTH_BYTES);
      length.writeUInt16BE(fields.length);
      return [length, fields];
    }),
  );

const readOrigins = (bytes: Buffer): RowOrigin[] => {
  const origins: RowOrigin[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + ORIGIN_LENGTH_BYTES;
    at = start + bytes.readUInt16BE(at);
    origins.push(readOrigin(bytes.subarray(start, at)));
  }
  return origins;
};

const createSectionWriter = () => {
  const writer = new PackedWriter();
  const origins = new Map<Origin, number>();
  let whose: number[] = [];
  let rejects: string[] = [];
  /** Notes whose the next row is; answers what that adds, bytes. */
  const rowOf = (origin: Origin): number => {
    const known = origins.get(origin);
    whose.push(known ?? origins.size);
    if (known !== undefined) return ROW_ORIGIN_BYTES;
    origins.set(origin, origins.size);
    return ROW_ORIGIN_BYTES + ORIGIN_LENGTH_BYTES + origin.fields.length;
  };

  return {
    isEmpty: (): boolean => whose.length === 0 && rejects.length === 0,
    /** Returns by how many bytes the section grew. */
    observation(origin: Origin, sample: Sample, receivedAtMs: number): number {
      const before = writer.length;
      const added = rowOf(origin);
      packObservation(writer, origin, sample, receivedAtMs);
      return writer.length - before + added;
    },
    refiled(origin: Origin, packed: PackedObservation): number {
      const added = rowOf(origin);
      const row = packedRow(packed);
      writer.packed(row);
      return row.length + added;
    },
    reject(json: string): number {
      rejects.push(json);
      return Buffer.byteLength(json);
    },
    /** The section's parts; they are copied before the next write. */
    take(): readonly Buffer[] {
      const originBytes = writeOrigins([...origins.keys()]);
      const rows = writer.written();
      const lengths = Buffer.allocUnsafe(SECTION_LENGTHS_BYTES);
      lengths.writeUInt32BE(originBytes.length, 0);
      lengths.writeUInt32BE(whose.length, 4);
      lengths.writeUInt32BE(rows.length, 8);
      const whoseBytes = Buffer.allocUnsafe(whose.length * ROW_ORIGIN_BYTES);
      for (const [row, index] of whose.entries()) {
        whoseBytes.writeUInt16BE(index, row * ROW_ORIGIN_BYTES);
      }
      const rejectBytes = Buffer.from(rejects.length > 0 ? `[${rejects.join(",")}]` : "");
      origins.clear();
      writer.clear();
      whose = [];
      rejects = [];
      return [lengths, originBytes, whoseBytes, rows, rejectBytes];
    },
  };
};

/** Builds one frame after the other in the same memory. */
export type FrameWriter = {
  readonly observation: (origin: Origin, sample: Sample, receivedAtMs: number) => number;
  /** An observation received under another origin of its device: the same id in another vehicle. */
  readonly refiled: (origin: Origin, observation: PackedObservation) => number;
  /** A `Reject` as JSON. Each returns by how many bytes the frame grew. */
  readonly reject: (partition: number, json: string) => number;
  /** The frame so far, as bytes of its own; the next one begins empty. */
  readonly finish: () => Buffer;
};

export const createFrameWriter = (): FrameWriter => {
  const sections = Array.from({ length: PARTITION_COUNT }, createSectionWriter);
  const sectionOf = (partition: number) => {
    const section = sections[partition];
    if (!section) throw new Error(`no telemetry partition ${partition}`);
    return section;
  };
  return {
    observation: (origin, sample, receivedAtMs) =>
      sectionOf(origin.partition).observation(origin, sample, receivedAtMs),
    refiled: (origin, observation) => sectionOf(origin.partition).refiled(origin, observation),
    reject: (partition, json) => sectionOf(partition).reject(json),
    finish: () => {
      const head = Buffer.from([VERSION, 0, 0, 0]);
      const parts: Buffer[] = [head];
      for (const [partition, section] of sections.entries()) {
        if (section.isEmpty()) continue;
        head.writeUInt16BE(head.readUInt16BE(2) + 1, 2);
        const body = section.take();
        const header = Buffer.allocUnsafe(SECTION_HEADER_BYTES);
        header.writeUInt16BE(partition, 0);
        header.writeUInt32BE(
          body.reduce((sum, part) => sum + part.length, 0),
          2,
        );
        parts.push(header, ...body);
      }
      return Buffer.concat(parts);
    },
  };
};

/** The sections of a frame, unread. Throws when the frame is not one this release understands. */
export const splitFrame = (
  data: Uint8Array,
): { readonly partition: number; readonly section: Buffer }[] => {
  const frame = Buffer.from(data.buffer, data.byteOffset, data.length);
  if (frame[0] !== VERSION) throw new RowFormatError(`frame of version ${frame[0]}`);
  const count = frame.readUInt16BE(2);
  let at = FRAME_HEADER_BYTES;
  const sections = [];
  for (let index = 0; index < count; index++) {
    const partition = frame.readUInt16BE(at);
    const start = at + SECTION_HEADER_BYTES;
    at = start + frame.readUInt32BE(at + 2);
    if (at > frame.length) throw new RowFormatError("frame cut off");
    sections.push({ partition, section: frame.subarray(start, at) });
  }
  return sections;
};

/** Reads a section. Throws when it is not what a `FrameWriter` wrote. */
export const readSection = (section: Buffer): Section => {
  const rowCount = section.readUInt32BE(4);
  const whoseAt = SECTION_LENGTHS_BYTES + section.readUInt32BE(0);
  const rowsAt = whoseAt + rowCount * ROW_ORIGIN_BYTES;
  const rejectsAt = rowsAt + section.readUInt32BE(8);
  if (rejectsAt > section.length) throw new RowFormatError("section cut off");
  const origins = readOrigins(section.subarray(SECTION_LENGTHS_BYTES, whoseAt));
  const rows = section.subarray(rowsAt, rejectsAt);
  const reader = new PackedReader(rows);
  const observations: PackedObservation[] = [];
  for (let row = 0; row < rowCount; row++) {
    const origin = origins[section.readUInt16BE(whoseAt + row * ROW_ORIGIN_BYTES)];
    if (!origin) throw new RowFormatError("a row of no origin");
    observations.push(takePacked(reader, origin));
  }
  if (!reader.isAtEnd) throw new RowFormatError("more rows than origins");
  const rejects =
    rejectsAt === section.length
      ? []
      : Rejects.parse(JSON.parse(section.toString("utf8", rejectsAt)));
  return { observations, rejects };
};
