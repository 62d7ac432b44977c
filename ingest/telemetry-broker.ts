import { Aedes, type PublishPacket } from "aedes";

/** Aedes without the forwarding of telemetry: it leaves through JetStream, no session wants it. */
export class TelemetryBroker extends Aedes {
  override publish(packet: PublishPacket, ...rest: unknown[]): void {
    // Aedes itself passes the publishing client between packet and callback; its types do not say.
    const [client, done] = rest;
    if (typeof client === "object" && typeof done === "function") done();
    else (super.publish as (...args: unknown[]) => void).call(this, packet, ...rest);
  }
}
