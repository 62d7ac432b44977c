export const text = {
  heading: (name: string) => `Welcome, ${name}`,
  lead: "Choose the password that you will sign in with. Nobody else gets to know it.",
  email: "E-mail",
  password: "New password",
  passwordHint: (chars: number) => `At least ${chars} characters. A short sentence is best.`,
  tooShort: (chars: number) => `At least ${chars} characters.`,
  submit: "Set the password and sign in",
  submitting: "One moment…",
  looking: "One moment…",
  void: "This link no longer works",
  voidHint:
    "It has been used, has run out, or another one took its place. Ask the owner for a new one.",
  toSignIn: "Go to sign-in",
  failed: "The server cannot be reached",
  tryAgain: "Try again",
};

export type InvitationText = typeof text;
