/** The payload formats the simulators can speak. */
export type WireFormat = "native" | "owntracks" | "teltonika";

/** How a tracker presents itself to the broker. */
export type DeviceIdentity = {
  /** MQTT user name. */
  readonly deviceId: string;
  readonly kind: WireFormat;
  /** `<user>/<device>` of OwnTracks, IMEI of Teltonika; native trackers have none. */
  readonly externalId: string | null;
};

/** A message ready to be published. */
export type WireMessage = { readonly topic: string; readonly payload: string };

/** An IMEI with its check digit (Luhn), from fourteen digits. */
export const imeiOf = (fourteenDigits: string): string => {
  const sum = fourteenDigits.split("").reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${fourteenDigits}${(10 - (sum % 10)) % 10}`;
};
