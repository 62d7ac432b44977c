import type { InvitationText } from "./en.ts";

export const text: InvitationText = {
  heading: (name) => `Välkommen, ${name}`,
  lead: "Välj lösenordet du ska logga in med. Ingen annan får veta det.",
  email: "E-post",
  password: "Nytt lösenord",
  passwordHint: (chars) => `Minst ${chars} tecken. En kort mening är bäst.`,
  tooShort: (chars) => `Minst ${chars} tecken.`,
  submit: "Välj lösenordet och logga in",
  submitting: "Ett ögonblick…",
  looking: "Ett ögonblick…",
  void: "Länken gäller inte längre",
  voidHint: "Den är använd, har gått ut eller ersatts av en ny. Be ägaren om en ny länk.",
  toSignIn: "Till inloggningen",
  failed: "Servern går inte att nå",
  tryAgain: "Försök igen",
};
