import { Device, DeviceWithSecret, type NewDevice } from "../../../contracts/device.ts";
import { GpsLocation } from "../../../contracts/location.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { loadFaultWords } from "../faults/fault-words.ts";
import { RejectEntry } from "../../../contracts/reject-entry.ts";
import { MqttEndpoint } from "../../../contracts/setup.ts";
import { type NewVehicle, Vehicle } from "../../../contracts/vehicle.ts";
import { getJson, postJson } from "../session/api.ts";
import type { Endpoint } from "./device-settings.ts";

/** Throws `ApiError` that names the field. */
export const addVehicle = (vehicle: Partial<NewVehicle>): Promise<Vehicle> =>
  postJson("/api/vehicles", vehicle, Vehicle);

/** Registers a device; the answer is the only one with its secret. Throws `ApiError`. */
export const addDevice = (device: NewDevice): Promise<DeviceWithSecret> =>
  postJson("/api/devices", device, DeviceWithSecret);

const deviceAt = (id: string): string => `/api/devices/${encodeURIComponent(id)}`;

/** Throws `ApiError`. */
export const loadDevice = (id: string, signal?: AbortSignal): Promise<Device> =>
  getJson(deviceAt(id), Device, signal);

/** Replaces a device's secret; sessions with the old one end. Throws `ApiError`. */
export const renewSecret = (id: string): Promise<DeviceWithSecret> =>
  postJson(`${deviceAt(id)}/rotate-secret`, {}, DeviceWithSecret);

/** What was refused of a device last, in the language in force; undefined when nothing was. Throws `ApiError`. */
export const loadLastReject = async (
  deviceId: string,
  signal?: AbortSignal,
): Promise<RejectEntry | undefined> => {
  const path = `/api/rejects?deviceId=${encodeURIComponent(deviceId)}&limit=1`;
  const [last] = (await getJson(path, pageOf(RejectEntry), signal)).items;
  const words = last && (await loadFaultWords());
  return last && words && { ...last, reason: words({ ...last, message: last.reason }) };
};

/** What a car's trackers said at a moment, as stored. Throws `ApiError`. */
export const loadObservation = async (
  { vehicleId, lastSeenAt }: Pick<Device, "vehicleId" | "lastSeenAt">,
  signal?: AbortSignal,
): Promise<GpsLocation | undefined> => {
  const from = encodeURIComponent(lastSeenAt ?? "");
  const path = `/api/vehicles/${encodeURIComponent(vehicleId)}/locations?from=${from}&limit=1`;
  return (await getJson(path, pageOf(GpsLocation), signal)).items[0];
};

/** How devices reach this server, encrypted where it can be. Throws `ApiError`. */
export const loadEndpoint = async (): Promise<Endpoint> => {
  const { host, port, tlsPort } = await getJson("/api/mqtt", MqttEndpoint);
  return {
    host: host ?? location.hostname,
    port: tlsPort ?? port,
    isTls: tlsPort !== null,
    httpOrigin: location.origin,
  };
};
