import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import { commandDueSubject, OUTBOX_WRITTEN_SUBJECT } from "../../contracts/subjects.ts";
import { loadDueCommands } from "../../db/device-commands.ts";
import { coalesced } from "../coalesced.ts";
import { createAnswers, type Answers } from "./answers.ts";
import { createCommandSender, type SenderPorts } from "./command-sender.ts";
import { createCommandSessions, type CommandSessions } from "./command-sessions.ts";

type Ports = Omit<SenderPorts, "changed"> & { readonly nats: NatsConnection };

/** The way from the queue of commands to the devices connected here, and back. */
export type CommandLine = {
  readonly sessions: CommandSessions;
  readonly answers: Answers;
  readonly close: () => void;
};

/** Listens on NATS for each device that listens here: whoever asks finds the right process. */
const createListener = (nats: NatsConnection, onDue: (deviceId: string) => Promise<void>) => {
  const heard = new Map<string, Subscription>();
  const listen = (deviceId: string): Subscription =>
    nats.subscribe(commandDueSubject(deviceId), {
      callback: (_error, message) => void onDue(deviceId).finally(() => message.respond()),
    });
  return (deviceId: string, isReachable: boolean): void => {
    if (isReachable) {
      heard.set(deviceId, heard.get(deviceId) ?? listen(deviceId));
    } else {
      heard.get(deviceId)?.unsubscribe();
      heard.delete(deviceId);
    }
  };
};

/** Nobody listens yet. A device is told what waits for it when it subscribes, and when it is due. */
export const openCommandLine = (ports: Ports): CommandLine => {
  const { pool, nats, log } = ports;
  // Best effort: without it the relay finds the event seconds later.
  const changed = (): void => {
    if (!nats.isClosed()) nats.publish(OUTBOX_WRITTEN_SUBJECT);
  };
  const answers = createAnswers({ pool, log, changed });
  const sender = createCommandSender({ ...ports, changed }, answers);
  const wanted = new Set<string>();

  const sendWanted = coalesced(async () => {
    const deviceIds = [...wanted];
    wanted.clear();
    try {
      for (const { id, deviceId } of await loadDueCommands(pool, deviceIds)) {
        const session = sessions.find(deviceId);
        if (session) await sender.send(id, session);
      }
    } catch (err) {
      log.error({ err }, "commands not sent; they are asked for again");
    }
  });
  const tell = (deviceId: string): Promise<void> => {
    wanted.add(deviceId);
    return sendWanted();
  };
  const sessions = createCommandSessions({
    onReachable: createListener(nats, tell),
    onListening: (deviceId) => void tell(deviceId),
  });
  const close = (): void => {
    answers.stop();
    sender.close();
  };
  return { sessions, answers, close };
};
