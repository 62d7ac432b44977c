# One image for every process of Roadledger; the command says which. The second target is the
# stock NATS server with this project's configuration.
#
#   node dist/starter/migrate.js            brings the database up to date, then ends
#   node dist/ingest/main.js                MQTT broker and HTTP ingest
#   node dist/processor/main.js             detection and storage
#   node dist/dashboard/server/main.js      API, live feed and web page

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20.20.2-bookworm-slim AS roadledger
# glibc keeps the memory of large buffers, bytes, instead of taking it back from the system page by
# page for every batch.
ENV NODE_ENV=production \
  MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=134217728
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8080 1883 8883
CMD ["node", "dist/dashboard/server/main.js"]

FROM nats:2.14.5-alpine3.22 AS nats
# A new volume takes the owner of the folder it is mounted on.
RUN adduser -D -H -u 10001 nats && mkdir /streams && chown nats /streams
COPY nats-server.conf /etc/nats/nats-server.conf
# Telemetry is garbage soon: collected when the heap has grown fivefold, not twofold.
ENV GOGC=400
USER nats
VOLUME /streams
