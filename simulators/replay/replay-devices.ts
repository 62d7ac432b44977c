import type { NewCar } from "../provisioning/provision.ts";
import { seedOf } from "../random.ts";
import { imeiOf, type DeviceIdentity, type WireFormat } from "../wire/device-identity.ts";
import { deviceIdOf, type RecordedMessage } from "./recorded-message.ts";

/** The outside name a recorded car's device gets: its own where the recording has one. */
const externalIdOf = (kind: WireFormat, deviceId: string, car: string): string | null => {
  if (kind === "native") return null;
  if (kind === "owntracks") return car.includes("/") ? car : `replay/${deviceId}`;
  const digits = String(seedOf(deviceId)).padStart(12, "0").slice(-12);
  return /^\d{15}$/.test(car) ? car : imeiOf(`35${digits}`);
};

/** The device a recorded car is published as. */
export const replayDevice = (source: string, { car, kind }: RecordedMessage): DeviceIdentity => {
  const deviceId = car === source ? deviceIdOf("replay", car) : deviceIdOf(source, car);
  return { deviceId, kind, externalId: externalIdOf(kind, deviceId, car) };
};

/** A vehicle and a device for each recorded car, by the car's name in the recording. */
export const replayCars = (
  source: string,
  messages: readonly RecordedMessage[],
): Map<string, NewCar> => {
  const cars = new Map<string, NewCar>();
  for (const message of messages) {
    if (cars.has(message.car)) continue;
    const device = replayDevice(source, message);
    cars.set(message.car, {
      licensePlate: device.deviceId.slice(0, 50),
      spec: {
        model: `Recording ${source}`.slice(0, 100),
        vehicleType: "CAR",
        group: "Recordings",
        fuelType: null,
        tankLitres: null,
      },
      device,
    });
  }
  return cars;
};
