import type { CommandText } from "./en.ts";

export const text: CommandText = {
  locate: "Jetzt orten",
  refused: "Kein Tracker dieses Autos kann gefragt werden",
  notAsked: "Die Anfrage kam nicht durch",
  state: {
    unconfirmed: "Wartet auf Bestätigung",
    queued: "Wartet auf den Tracker",
    sent: "Unterwegs zum Tracker",
    delivered: "Der Tracker hat die Anfrage",
    done: "Der Tracker hat geantwortet",
    failed: "Der Tracker konnte es nicht",
    expired: "Der Tracker hat nicht geantwortet",
    cancelled: "Zurückgenommen",
  },
};
