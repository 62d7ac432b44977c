import type { StoryText } from "./en.ts";

export const text: StoryText = {
  confirmed: "sicher",
  suspected: "vermutet",
  notHeard: "Nicht gehört",
  notHeardNow: "Seitdem nicht gehört",
  steps: {
    planned: "Zur Ausgabe vorgesehen",
    handed_out: "Ausgegeben",
    due: "Rückgabe fällig",
    returned: "Zurückgegeben",
    extension_requested: "Verlängerung gewünscht",
    extension_approved: "Verlängerung genehmigt",
    extension_denied: "Verlängerung abgelehnt",
  },
  until: (moment) => `bis ${moment}`,
  openAlert: (type) => `Alarm öffnen: ${type}`,
  watch: (time) => `Fahrt von ${time} ansehen`,
  receipt: (time) => `Beleg der Betankung um ${time}`,
  nothing: "Heute ist noch nichts geschehen",
  nothingHint:
    "Fahrten, Halte, Kraftstoff, Alarme und Buchungen erscheinen hier, sobald sie geschehen.",
};
