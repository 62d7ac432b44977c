import type { SignInText } from "./en.ts";

export const text: SignInText = {
  heading: "Anmelden",
  lead: "Ihre Flotte live: wo jedes Auto ist und was es gerade tut.",
  email: "E-Mail",
  password: "Passwort",
  showPassword: "Passwort anzeigen",
  hidePassword: "Passwort verbergen",
  submit: "Anmelden",
  submitting: "Anmeldung läuft…",
  mismatch: "E-Mail und Passwort passen nicht zusammen.",
  motto: "Jeder Kilometer, jeder Liter, jeder Cent belegt.",
  notices: {
    none: "",
    expired: "Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.",
    left: "Sie sind abgemeldet.",
  },
};
