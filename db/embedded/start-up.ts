import type { MessageReader } from "./message-reader.ts";

/** Protocol 3.0, PostgreSQL 7.4 and every client since. */
const PROTOCOL_3_0 = 196_608;
const CANCEL_REQUEST = 80_877_102;
const SSL_REQUEST = 80_877_103;
const GSS_ENCRYPTION_REQUEST = 80_877_104;

export type StartUp =
  | { readonly kind: "session" }
  /** The client asks for encryption: answer `N` and read the next packet. */
  | { readonly kind: "encryption" }
  /** A statement runs to its end here before anybody is heard, so there is nothing to cancel. */
  | { readonly kind: "cancel" }
  | { readonly kind: "unsupported"; readonly protocol: string };

/** Reads the packet a connection opens with; undefined when the client left before it was whole. */
export const readStartUp = async (reader: MessageReader): Promise<StartUp | undefined> => {
  const packet = await reader.readUntyped();
  const code = packet?.readInt32BE(0);
  switch (code) {
    case undefined:
      return undefined;
    case PROTOCOL_3_0:
      return { kind: "session" };
    case SSL_REQUEST:
    case GSS_ENCRYPTION_REQUEST:
      return { kind: "encryption" };
    case CANCEL_REQUEST:
      return { kind: "cancel" };
    default:
      return { kind: "unsupported", protocol: `${code >>> 16}.${code & 0xffff}` };
  }
};
