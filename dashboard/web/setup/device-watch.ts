import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Device } from "../../../contracts/device.ts";
import type { GpsLocation } from "../../../contracts/location.ts";
import type { RejectEntry } from "../../../contracts/reject-entry.ts";
import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import { loadDevice, loadLastReject, loadObservation } from "./device-api.ts";

/** How often a device that was never heard is asked after, ms; its car's news come at once. */
const LOOK_EVERY_MS = 2_000;

const isAbout = (change: FleetChange, vehicleId: string): boolean =>
  change === "all" || change.some((vehicle) => vehicle.vehicleId === vehicleId);

/**
 * Follows what is known of a device until its first message is stored: whether it has signed in, and
 * what was refused of it. Told by the live feed as soon as its car is heard.
 */
export class DeviceWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #watched: () => Device;
  readonly #fleet: () => Fleet;
  #latest: Device | undefined;
  #reject: RejectEntry | undefined;
  #message: GpsLocation | undefined;
  /** The server did not answer the last time. */
  isLost = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #release: (() => void) | undefined;
  #asking: AbortController | undefined;

  constructor(host: ReactiveControllerHost, watched: () => Device, fleet: () => Fleet) {
    this.#host = host;
    this.#watched = watched;
    this.#fleet = fleet;
    host.addController(this);
  }

  /** The device as it was last told of. */
  get device(): Device {
    const watched = this.#watched();
    return this.#latest?.id === watched.id ? this.#latest : watched;
  }

  /** What was refused of it last. */
  get lastReject(): RejectEntry | undefined {
    return this.#reject?.deviceId === this.device.id ? this.#reject : undefined;
  }

  /** What it said, once it is heard. */
  get message(): GpsLocation | undefined {
    return this.#message?.deviceId === this.device.id ? this.#message : undefined;
  }

  get isHeard(): boolean {
    return this.device.lastSeenAt !== null;
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    this.#release = this.#fleet().subscribe((change) => {
      if (!isAbout(change, this.device.vehicleId)) return;
      this.#host.requestUpdate();
      void this.#look();
    });
    void this.#look();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#release?.();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async #look(): Promise<void> {
    if (this.message || this.#asking || document.hidden) return;
    const { id } = this.#watched();
    const { signal } = (this.#asking = new AbortController());
    try {
      const [device, reject] = await Promise.all([
        loadDevice(id, signal),
        loadLastReject(id, signal),
      ]);
      this.#message =
        device.lastSeenAt === null ? undefined : await loadObservation(device, signal);
      this.#latest = device;
      this.#reject = reject;
      this.isLost = false;
    } catch {
      if (signal.aborted) return;
      this.isLost = true;
    }
    this.#asking = undefined;
    this.#host.requestUpdate();
  }
}
