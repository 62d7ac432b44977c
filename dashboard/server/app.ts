import cookie from "@fastify/cookie";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import type pg from "pg";
import type { MqttEndpoint } from "../../contracts/setup.ts";
import type { AuditHeads } from "./audit-heads.ts";
import { requireAccess } from "./authentication.ts";
import type { BaseMapSetting } from "./base-map/base-map.ts";
import { serveBaseMap } from "./base-map/base-map-routes.ts";
import type { ChangeAnnouncer } from "./change-announcer.ts";
import { answerUnroutable, handleErrors } from "./error-handler.ts";
import { type ReadinessChecks, serveHealth } from "./health.ts";
import { proxyDevices } from "./ingest-proxy.ts";
import { type Metrics, serveMetrics } from "./metrics.ts";
import { describeApi, describeOperations } from "./openapi.ts";
import { validatorCompiler } from "./request-validation.ts";
import { accountRoutes } from "./routes/account.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { analyticsRoutes } from "./routes/analytics.ts";
import { apiTokenRoutes } from "./routes/api-tokens.ts";
import { assignmentRoutes } from "./routes/assignments.ts";
import { auditRoutes } from "./routes/audit.ts";
import { bookingRoutes } from "./routes/bookings.ts";
import type { PushSender } from "./push/push-sender.ts";
import { branchRoutes } from "./routes/branches.ts";
import { commandRoutes } from "./routes/commands.ts";
import { detectedRouteRoutes } from "./routes/detected-routes.ts";
import { detectionRuleRoutes } from "./routes/detection-rules.ts";
import { detectionRoutes } from "./routes/detections.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { driverRoutes } from "./routes/drivers.ts";
import { fleetImportRoutes } from "./routes/fleet-import.ts";
import { fuelEfficiencyRoutes } from "./routes/fuel-efficiency.ts";
import { fuelRecordRoutes } from "./routes/fuel-records.ts";
import { geofenceRoutes } from "./routes/geofences.ts";
import { invitationRoutes } from "./routes/invitations.ts";
import { liveRoutes } from "./routes/live.ts";
import { locationRoutes } from "./routes/locations.ts";
import { paymentRoutes } from "./routes/payments.ts";
import { rateRoutes } from "./routes/rates.ts";
import { pushRoutes } from "./routes/push.ts";
import { rejectRoutes } from "./routes/rejects.ts";
import { sessionRoutes } from "./routes/session.ts";
import { setupRoutes } from "./routes/setup.ts";
import { shareLinkRoutes } from "./routes/share-links.ts";
import { todayRoutes } from "./routes/today.ts";
import { userRoutes } from "./routes/users.ts";
import { vehicleRoutes } from "./routes/vehicles.ts";
import { whatIfRoutes } from "./routes/what-if.ts";
import { secureHeaders } from "./security-headers.ts";
import { guardSharePages } from "./share-page.ts";
import { serveStaticFiles, type StaticRoots } from "./static-files.ts";
import type { AskWhatIf } from "./what-if-client.ts";

/** Largest JSON body the API reads, bytes. */
const MAX_BODY_BYTES = 256 * 1024;

export type AppParts = StaticRoots & {
  readonly pool: pg.Pool;
  readonly changes: ChangeAnnouncer;
  readonly checks: ReadinessChecks;
  readonly metrics: Metrics;
  readonly askWhatIf: AskWhatIf;
  readonly auditHeads: AuditHeads;
  readonly pushSender: PushSender;
  readonly ingestUrl: string;
  /** Where devices reach the broker. */
  readonly mqtt: MqttEndpoint;
  /** How old an observation may be for ingest to accept it, days. */
  readonly maxAgeDays: number;
  /** Addresses of reverse proxies to believe, comma-separated; empty for none. */
  readonly trustProxy: string;
  readonly baseMap: BaseMapSetting;
  /** To whom a tile server's maps are owed. */
  readonly baseMapAttribution: string;
  readonly log: FastifyBaseLogger;
};

const registerApi = async (app: FastifyInstance, parts: AppParts): Promise<void> => {
  requireAccess(app, parts.pool);
  describeOperations(app);
  await app.register(sessionRoutes(parts));
  await app.register(invitationRoutes(parts));
  await app.register(accountRoutes(parts));
  await app.register(apiTokenRoutes(parts));
  await app.register(setupRoutes(parts));
  await app.register(branchRoutes(parts));
  await app.register(userRoutes(parts));
  await app.register(vehicleRoutes(parts));
  await app.register(locationRoutes());
  await app.register(driverRoutes(parts));
  await app.register(fleetImportRoutes(parts));
  await app.register(assignmentRoutes(parts));
  await app.register(deviceRoutes(parts));
  await app.register(commandRoutes(parts));
  await app.register(detectedRouteRoutes());
  await app.register(detectionRoutes());
  await app.register(fuelRecordRoutes());
  await app.register(fuelEfficiencyRoutes());
  await app.register(analyticsRoutes());
  await app.register(alertRoutes(parts));
  await app.register(bookingRoutes(parts));
  await app.register(geofenceRoutes(parts));
  await app.register(detectionRuleRoutes(parts));
  await app.register(whatIfRoutes(parts));
  await app.register(todayRoutes());
  await app.register(pushRoutes(parts));
  await app.register(liveRoutes());
  await app.register(rejectRoutes());
  await app.register(shareLinkRoutes());
  await app.register(rateRoutes());
  await app.register(paymentRoutes(parts));
  await app.register(auditRoutes(parts));
};

/** The HTTP side of the dashboard server, not yet listening, so that tests can inject requests. */
export const buildApp = async (parts: AppParts): Promise<FastifyInstance> => {
  const app: FastifyInstance = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: parts.trustProxy || false,
    forceCloseConnections: true,
    frameworkErrors: answerUnroutable,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app);
  await app.register(cookie);
  await secureHeaders(app, parts.baseMap);
  guardSharePages(app);
  await describeApi(app);
  await app.register((api) => registerApi(api, parts), { prefix: "/api" });
  await proxyDevices(app, parts.ingestUrl);
  serveHealth(app, parts.checks);
  serveMetrics(app, parts.metrics);
  await serveBaseMap(app, parts.baseMap, parts.baseMapAttribution);
  await serveStaticFiles(app, parts);
  return app;
};
