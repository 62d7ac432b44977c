import type { ShareText } from "./en.ts";

export const text: ShareText = {
  heading: (plate) => `${plate} teilen`,
  lead: "Wer den Link hat, sieht dies und sonst nichts, ohne Konto, bis der Link endet.",
  what: "Was er zeigt",
  live: "Wo das Auto gerade ist",
  route: (times, distance) => `Fahrt ${times}, ${distance}`,
  validFor: "Endet nach",
  hours: (count) => (count === 1 ? "1 Stunde" : `${count} Stunden`),
  days: (count) => (count === 1 ? "1 Tag" : `${count} Tagen`),
  label: "Name",
  labelHint: "Steht dort anstelle des Kennzeichens.",
  make: "Link erstellen",
  making: "Link wird erstellt …",

  link: "Link",
  shownOnce: (until) => `Jetzt kopieren: Er wird nicht noch einmal gezeigt. Er endet ${until}.`,
  send: "Senden …",
  another: "Noch einen erstellen",
  close: "Schließen",

  active: "Aktive Links",
  none: "Niemand hat einen Link zu diesem Auto.",
  failed: "Die Links konnten nicht geladen werden",
  tryAgain: "Erneut versuchen",
  by: (name) => `von ${name}`,
  endsIn: (lasting) => `endet in ${lasting}`,
  opened: (count, ago) => `${count === 1 ? "einmal" : `${count}-mal`} geöffnet, zuletzt ${ago}`,
  neverOpened: "nie geöffnet",
  revoke: "Beenden",
  revokeThis: (what) => `Link beenden: ${what}`,
  revokeHeading: "Diesen Link beenden?",
  revokeHint:
    "Seiten, die ihn zeigen, schließen sich binnen Sekunden. Er lässt sich nicht wieder öffnen.",
  revokeAction: "Link beenden",
  revoked: "Der Link ist beendet",
  notRevoked: "Der Link konnte nicht beendet werden",
};
