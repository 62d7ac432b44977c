import type { SignInText } from "./en.ts";

export const text: SignInText = {
  heading: "Logga in",
  lead: "Din flotta live: var varje bil är och vad den gör.",
  email: "E-post",
  password: "Lösenord",
  showPassword: "Visa lösenordet",
  hidePassword: "Dölj lösenordet",
  submit: "Logga in",
  submitting: "Loggar in…",
  mismatch: "E-postadressen och lösenordet stämmer inte överens.",
  motto: "Varje kilometer, liter och krona redovisad.",
  notices: {
    none: "",
    expired: "Sessionen har gått ut. Logga in igen.",
    left: "Du är utloggad.",
  },
};
