import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { CONNACK, createAckReader } from "./ack-reader.ts";
import { connectPacket, disconnectPacket, publishSlots, type LoadDevice } from "./packets.ts";

/** How long a broker may take to let a device in, ms. */
const SIGN_IN_TIMEOUT_MS = 30_000;
/** Shared by all connections: Node hands over what it read before it reads again. */
const READ_BUFFER = Buffer.allocUnsafe(64 * 1024);

type Target = { readonly host: string; readonly port: number };
type Options = {
  readonly device: LoadDevice;
  readonly car: number;
  readonly qos: 0 | 1;
  readonly inFlight: number;
  /**
   * Puts the next observation's time, and when it is sent or was due, into the slot; answers false
   * when there is nothing to send now.
   */
  readonly next: (publisher: Publisher, slot: number, nowMs: number) => boolean;
  /** One acknowledged message: the slot it was in, and when the chunk with its PUBACK was read. */
  readonly acknowledged: (publisher: Publisher, slot: number, nowMs: number) => void;
};

/** One device's connection. */
export type Publisher = {
  readonly car: number;
  /** When the message in each slot was sent (or due), `performance.now()`. */
  readonly sentAtMs: Float64Array;
  /** Event time of the message in each slot. */
  readonly tsMs: Float64Array;
  /** Sends while there are free slots and something to send. */
  readonly pump: (nowMs: number) => void;
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
};

const signIn = async (socket: Socket, answered: Promise<number>, { id }: LoadDevice) => {
  const code = await Promise.race([
    answered,
    once(socket, "close", { signal: AbortSignal.timeout(SIGN_IN_TIMEOUT_MS) }).then(() => -1),
  ]);
  if (code !== 0) throw new Error(`the broker refused ${id}: CONNACK ${code}`);
};

/** Connects and signs in. At QoS 0 a message counts as acknowledged once it is in the socket. */
export const openPublisher = async (target: Target, options: Options): Promise<Publisher> => {
  const { device, car, qos, inFlight, next, acknowledged } = options;
  const slots = publishSlots(device, car, { qos, count: inFlight });
  // A ring: what comes back first is used first, so neighbours stay neighbours.
  const free = Int32Array.from({ length: inFlight }, (_, slot) => slot);
  let freeCount = inFlight;
  let firstFree = 0;
  let closing = false;
  let welcome: (code: number) => void = () => {};
  const answered = new Promise<number>((resolve) => (welcome = resolve));
  let readAtMs = 0;

  const release = (slot: number): void => {
    free[(firstFree + freeCount++) % inFlight] = slot;
    acknowledged(publisher, slot, readAtMs);
  };
  const read = createAckReader((type, content) => {
    if (type === CONNACK) welcome(content & 0xff);
    else release(content - 1);
  });
  const socket = connect({
    ...target,
    noDelay: true,
    onread: {
      buffer: READ_BUFFER,
      callback: (bytes, buffer) => {
        readAtMs = performance.now();
        read(buffer, bytes);
        publisher.pump(readAtMs);
        return true;
      },
    },
  });
  socket.on("error", (error) => {
    if (!closing) throw error;
  });
  socket.on("close", () => {
    if (!closing) throw new Error(`the broker closed the connection of ${device.id}`);
  });

  const written = (from: number, to: number): void => {
    readAtMs = performance.now();
    for (let slot = from; slot < to; slot++) release(slot);
    publisher.pump(readAtMs);
  };
  const writeRun = (from: number, to: number): void => {
    const run = slots.buffer.subarray(from * slots.packetBytes, to * slots.packetBytes);
    if (qos === 1) socket.write(run);
    // Not at once: while the kernel takes everything, nothing else would ever get its turn.
    else socket.write(run, () => setImmediate(written, from, to));
  };

  const publisher: Publisher = {
    car,
    sentAtMs: new Float64Array(inFlight),
    tsMs: new Float64Array(inFlight),
    // Acknowledgements come in order, so freed slots are neighbours and leave in one write.
    pump: (nowMs) => {
      let from = -1;
      let to = -1;
      while (freeCount > 0) {
        const slot = free[firstFree] ?? 0;
        if (!next(publisher, slot, nowMs)) break;
        firstFree = (firstFree + 1) % inFlight;
        freeCount--;
        slots.patch(slot, publisher.tsMs[slot] ?? 0);
        if (slot === to) to++;
        else {
          if (to > from) writeRun(from, to);
          from = slot;
          to = slot + 1;
        }
      }
      if (to > from) writeRun(from, to);
    },
    waiting: () => inFlight - freeCount,
    close: async () => {
      closing = true;
      socket.end(disconnectPacket());
      if (!socket.closed) await once(socket, "close");
    },
  };
  socket.write(connectPacket(device));
  await signIn(socket, answered, device);
  return publisher;
};
