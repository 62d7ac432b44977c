import type { NatsBinary } from "./nats-binary.ts";

export type NatsConfig = {
  readonly port: number;
  /** Where JetStream keeps its streams. */
  readonly storeDir: string;
  readonly pidFile: string;
};

/**
 * A configuration for one server on the loopback interface. JetStream syncs before it acknowledges,
 * so that what a device was told is stored survives a power cut.
 */
export const natsConfig = (
  { port, storeDir, pidFile }: NatsConfig,
  { syncsAlways }: Pick<NatsBinary, "syncsAlways">,
): string => `\
listen: "127.0.0.1:${port}"
pid_file: ${JSON.stringify(pidFile)}
max_payload: 8MB
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
  max_memory_store: 64MB
  ${syncsAlways ? "sync_interval: always" : "# sync_interval needs nats-server 2.10"}
}
`;
