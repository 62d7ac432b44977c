import type { InvitationText } from "./en.ts";

export const text: InvitationText = {
  heading: (name) => `Willkommen, ${name}`,
  lead: "Wählen Sie das Passwort, mit dem Sie sich anmelden. Niemand sonst erfährt es.",
  email: "E-Mail",
  password: "Neues Passwort",
  passwordHint: (chars) => `Mindestens ${chars} Zeichen. Am besten ein kurzer Satz.`,
  tooShort: (chars) => `Mindestens ${chars} Zeichen.`,
  submit: "Passwort setzen und anmelden",
  submitting: "Einen Moment…",
  looking: "Einen Moment…",
  void: "Dieser Link gilt nicht mehr",
  voidHint:
    "Er wurde benutzt, ist abgelaufen oder durch einen neuen ersetzt. Bitten Sie den Inhaber um einen neuen.",
  toSignIn: "Zur Anmeldung",
  failed: "Der Server ist nicht erreichbar",
  tryAgain: "Erneut versuchen",
};
