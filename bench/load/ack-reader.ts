/** Everything a broker says to a publisher is four bytes long: type, 2, and two of content. */
const ACK_BYTES = 4;
export const CONNACK = 0x20;
export const PUBACK = 0x40;

/**
 * Reads CONNACKs and PUBACKs from chunks that may break anywhere; `take` gets the type and the two
 * bytes as one number (a PUBACK's packet id). Throws when a broker says anything else.
 */
export const createAckReader = (take: (type: number, content: number) => void) => {
  let seen = 0;
  let type = 0;
  let content = 0;
  return (chunk: Uint8Array, length: number): void => {
    for (let index = 0; index < length; index++) {
      const byte = chunk[index] ?? 0;
      if (seen === 0) type = byte;
      else if (seen === 2) content = byte << 8;
      else if (seen === 3) take(type, content | byte);
      else if (byte !== 2 || (type !== PUBACK && type !== CONNACK)) {
        throw new Error(`unexpected packet 0x${type.toString(16)} from the broker`);
      }
      seen = (seen + 1) % ACK_BYTES;
    }
  };
};
