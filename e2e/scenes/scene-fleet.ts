import { mqttTopics } from "../../contracts/subjects.ts";
import { connectDevice } from "../device.ts";
import { driveEast, fixAt, publishFixes } from "../drive.ts";
import { eventually } from "../eventually.ts";
import { alertOf } from "../overdue-car.ts";
import { registerCar, type RunningSystem, type TrackedCar } from "../running-system.ts";
import type { SceneFleet } from "./scene.ts";
import { shareForScenes } from "../share-links.ts";

/** Names as somebody may type them to do harm, or just because that is what they are. */
export const HOSTILE_NAMES = [
  `<img src=x onerror="window.harmed=1">`,
  "</vehicle-row><script>window.harmed=1</script>",
  "\u202Eשלום ABC-123",
  "🚗👩‍👩‍👧‍👦🇸🇪",
  "W".repeat(50),
];

/** A booking of the car that ended hours ago, by a customer of that name who wishes to keep it. */
const alertAbout = async (
  { api }: RunningSystem,
  vehicleId: string,
  customerName: string,
): Promise<void> => {
  const [outAt, dueAt] = [30, 3].map((hours) => new Date(Date.now() - hours * 3_600_000));
  const booking = { vehicleId, customerName, customerContact: "+46 70 1234567", outAt, dueAt };
  const { id } = await api.post<{ id: string }>("/api/bookings", booking);
  await api.post(`/api/bookings/${id}/handover`, { at: outAt });
  const wish = { dueAt: new Date(Date.now() + 30 * 3_600_000), note: customerName.repeat(9) };
  await api.post(`/api/bookings/${id}/extensions`, {
    ...wish,
    note: wish.note.slice(0, 500),
  });
};

/** Gives a car's alert to somebody whose name is as long as names of two parts are. */
const assignAlert = async (system: RunningSystem, car: TrackedCar): Promise<void> => {
  const colleague = { name: "Alexandra Müller-Lüdenscheid", email: "alexandra@example.com" };
  const account = { ...colleague, password: "a third long password", role: "OWNER" };
  const { id: userId } = await system.api.post<{ id: string }>("/api/users", account);
  const alert = await eventually(() => alertOf(system, car));
  await system.api.post(`/api/alerts/${alert.id}/assign`, { userId });
};

/** A customer who is late, a request to the tracker, and a message of a clock that is not set. */
const giveAStory = async (system: RunningSystem, car: TrackedCar): Promise<void> => {
  await alertAbout(system, car.vehicleId, "Karin Andersson");
  await system.api.post(`/api/vehicles/${car.vehicleId}/commands`, { name: "locate" });
  const client = await connectDevice(system.mqttUrl, car);
  const unset = JSON.stringify({ ts: "1970-01-01T00:00:12Z", lat: 57.7, lon: 11.97 });
  await client.publishAsync(mqttTopics.telemetry(car.deviceId), unset, { qos: 1 });
  await client.endAsync();
};

/** Zones of each shape, one with a name that nobody meant well by, another that has been changed. */
const drawZones = async ({ api }: RunningSystem): Promise<void> => {
  const [west, east] = [11.95, 11.965];
  const line = {
    type: "LineString",
    coordinates: [
      [west, 57.7],
      [east, 57.71],
    ],
  };
  const place = { type: "Point", coordinates: [west, 57.7] };
  const circle = { kind: "circle", geometry: place, radiusM: 300 };
  const { id } = await api.post<{ id: string }>("/api/geofences", {
    ...{ name: "A yard", purpose: "yard", area: circle },
  });
  await api.patch(`/api/geofences/${id}`, { speedLimitKmh: 20 });
  for (const name of HOSTILE_NAMES) {
    const area = { kind: "corridor", geometry: line, widthM: 60 };
    await api.post("/api/geofences", { name, purpose: "restricted", area });
  }
};

/** A car that drove two hours ago and has stood since, so that there is a route to share. */
const haveDriven = async (system: RunningSystem): Promise<void> => {
  const parkedAtMs = Date.now() - 2 * 3_600_000;
  const drive = driveEast(parkedAtMs - 10 * 60_000, parkedAtMs);
  const stands = Array.from({ length: 20 }, (_, minute) =>
    fixAt(parkedAtMs + minute * 60_000, drive.length * 75, 0, false),
  );
  await publishFixes(system, await registerCar(system.api), [...drive, ...stands]);
};

/** Cars and drivers whose names nobody meant well by, each with a customer of that name. */
export const addHostileNames = async (system: RunningSystem): Promise<void> => {
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    const { vehicleId } = await registerCar(system.api, { licensePlate: name });
    const driver = { name: name.toLowerCase(), licenseNumber: `S-${index}` };
    const { id: driverId } = await system.api.post<{ id: string }>("/api/drivers", driver);
    await system.api.post("/api/assignments", { vehicleId, driverId });
    await alertAbout(system, vehicleId, name);
  }
};

/** Fills a system with all that the scenes show: a car that drives and calls for help among it. */
export const addSceneFleet = async (system: RunningSystem): Promise<SceneFleet> => {
  const driven = await registerCar(system.api);
  const nowMs = Date.now();
  const drive = driveEast(nowMs - 5 * 60_000, nowMs);
  const figures = { fuelPct: 62, odometerKm: 125_430 };
  const last = { ...fixAt(nowMs, 4_500, 54), event: "sos" };
  const fixes = [...drive, last].map((fix) => ({ ...fix, ...figures }));
  await publishFixes(system, driven, fixes);
  await giveAStory(system, driven);
  await assignAlert(system, driven);
  await addHostileNames(system);
  await drawZones(system);
  await haveDriven(system);
  const shared = await eventually(() => shareForScenes(system.api, driven.vehicleId));
  return { ...driven, ...shared };
};
