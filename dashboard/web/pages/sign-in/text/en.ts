export const text = {
  heading: "Sign in",
  lead: "Your fleet, live: where every car is and what it is doing.",
  email: "E-mail",
  password: "Password",
  showPassword: "Show password",
  hidePassword: "Hide password",
  submit: "Sign in",
  submitting: "Signing in…",
  mismatch: "That e-mail and password do not match.",
  motto: "Every kilometre, litre and coin accounted for.",
  notices: {
    none: "",
    expired: "Your session has ended. Sign in again.",
    left: "You are signed out.",
  },
};

export type SignInText = typeof text;
