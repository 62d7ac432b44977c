import type { StoryText } from "./en.ts";

export const text: StoryText = {
  confirmed: "säker",
  suspected: "misstänkt",
  notHeard: "Inte hörd",
  notHeardNow: "Inte hörd sedan dess",
  steps: {
    planned: "Ska lämnas ut",
    handed_out: "Utlämnad",
    due: "Ska vara tillbaka",
    returned: "Återlämnad",
    extension_requested: "Förlängning önskad",
    extension_approved: "Förlängning godkänd",
    extension_denied: "Förlängning nekad",
  },
  until: (moment) => `till ${moment}`,
  openAlert: (type) => `Öppna larmet: ${type}`,
  watch: (time) => `Se körningen ${time}`,
  receipt: (time) => `Kvittot för tankningen ${time}`,
  nothing: "Inget har hänt ännu i dag",
  nothingHint: "Körningar, stopp, bränsle, larm och bokningar visas här när de händer.",
};
