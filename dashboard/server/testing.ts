import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { FastifyInstance } from "fastify";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Role } from "../../contracts/permissions.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../../db/testing-nats.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from "../../operations/demo-fleet.ts";
import { type AuditHeads, openAuditHeads } from "./audit-heads.ts";
import { buildApp } from "./app.ts";
import type { BaseMapSetting } from "./base-map/base-map.ts";
import { createChangeAnnouncer } from "./change-announcer.ts";
import { readinessChecks } from "./health.ts";
import { startLiveView } from "./live/live-view.ts";
import { createMetrics } from "./metrics.ts";
import { routeUpgrades } from "./mqtt-upgrade.ts";
import { createPushSender } from "./push/push-sender.ts";
import type { StaticRoots } from "./static-files.ts";
import { createWhatIfClient } from "./what-if-client.ts";

/** A dashboard server with a database, a nats-server and one account a role, all real. */
export type TestDashboard = {
  readonly app: FastifyInstance;
  readonly auditHeads: AuditHeads;
  /** Where it listens. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly nats: NatsConnection;
  readonly natsServer: TestNatsServer;
  /** The demo branch, where everyone but the owner works. */
  readonly branchId: string;
  /** Where the page would be; empty. */
  readonly webRoot: string;
  /** A bearer token of that role, the same at each call. */
  readonly tokenOf: (role: Role) => Promise<string>;
  /** Sends JSON as that role and answers status and body. */
  readonly call: (
    role: Role,
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: object,
  ) => Promise<{ status: number; body: unknown }>;
  readonly close: () => Promise<void>;
};

const signInAs = async (app: FastifyInstance, role: Role): Promise<string> => {
  const account = DEMO_ACCOUNTS.find((candidate) => candidate.role === role);
  const answer = await app.inject({
    method: "POST",
    url: "/api/session",
    payload: { email: account?.email, password: DEMO_PASSWORD },
  });
  const { token } = answer.json<{ token: string }>();
  return token;
};

type Options = {
  readonly ingestUrl?: string;
  /** Nobody has an account yet, and there is no branch. */
  readonly isNew?: boolean;
  readonly sessionCheckIntervalMs?: number;
  readonly baseMap?: BaseMapSetting;
  /** Where the page lies; an empty folder unless given. */
  readonly web?: StaticRoots;
  /** What feeds the live socket; announcements over NATS unless given. */
  readonly startLive?: typeof startLiveView;
};

/** Starts one on a free port. Close it in `afterAll`. */
export const startTestDashboard = async ({
  ingestUrl = "http://127.0.0.1:9",
  isNew = false,
  sessionCheckIntervalMs = 100,
  baseMap = { kind: "town" },
  web,
  startLive = startLiveView,
}: Options = {}): Promise<TestDashboard> => {
  const [database, natsServer] = await Promise.all([freshDatabase(), startNatsServer()]);
  const { pool } = database;
  const webRoot = await mkdtemp(join(tmpdir(), "roadledger-web-"));
  const log = pino({ level: "fatal" });
  const nats = await connect({ servers: natsServer.url, maxReconnectAttempts: -1 });
  const metrics = createMetrics();
  const { branchId } = isNew ? { branchId: "" } : await seedDemo(pool);
  const auditHeads = await openAuditHeads(nats);
  const app = await buildApp({
    pool,
    auditHeads,
    metrics,
    log,
    ingestUrl,
    mqtt: { host: null, port: 1883, tlsPort: null },
    ...(web ?? { webRoot, basemapRoot: webRoot }),
    changes: createChangeAnnouncer(nats, log),
    askWhatIf: createWhatIfClient(nats),
    pushSender: createPushSender({
      pool,
      contact: "mailto:test@example.com",
      allowsLoopback: true,
    }),
    checks: readinessChecks(pool, nats),
    maxAgeDays: 30,
    trustProxy: "",
    baseMap,
    baseMapAttribution: "© somebody",
  });
  const stopLiveView = await startLive(app, {
    pool,
    nats,
    metrics,
    log,
    sessionCheckIntervalMs,
  });
  routeUpgrades(app.server, ingestUrl, log);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const tokens = new Map<Role, Promise<string>>();
  const tokenOf = (role: Role): Promise<string> => {
    const token = tokens.get(role) ?? signInAs(app, role);
    tokens.set(role, token);
    return token;
  };
  return {
    app,
    auditHeads,
    url,
    database,
    nats,
    natsServer,
    branchId,
    webRoot,
    tokenOf,
    call: async (role, method, path, body) => {
      const headers = { authorization: `Bearer ${await tokenOf(role)}` };
      const answer = await app.inject({
        method,
        url: path,
        headers,
        ...(body && { payload: body }),
      });
      return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
    },
    close: async () => {
      await stopLiveView();
      await app.close();
      await nats.close();
      await natsServer.close();
      await database.close();
      await rm(webRoot, { recursive: true });
    },
  };
};
