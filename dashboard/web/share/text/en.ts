export const text = {
  heading: (plate: string) => `Share ${plate}`,
  lead: "Whoever has the link sees this and nothing else, without an account, until the link ends.",
  what: "What it shows",
  live: "Where the car is, live",
  route: (times: string, distance: string) => `Route ${times}, ${distance}`,
  validFor: "Ends after",
  hours: (count: number) => (count === 1 ? "1 hour" : `${count} hours`),
  days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
  label: "Name",
  labelHint: "Shown there instead of the licence plate.",
  make: "Make the link",
  making: "Making the link …",

  link: "Link",
  shownOnce: (until: string) => `Copy it now: it is not shown again. It ends ${until}.`,
  send: "Send …",
  another: "Make another",
  close: "Close",

  active: "Active links",
  none: "Nobody has a link to this car.",
  failed: "The links could not be loaded",
  tryAgain: "Try again",
  by: (name: string) => `by ${name}`,
  endsIn: (lasting: string) => `ends in ${lasting}`,
  opened: (count: number, ago: string) =>
    `opened ${count === 1 ? "once" : `${count} times`}, last ${ago}`,
  neverOpened: "never opened",
  revoke: "End",
  revokeThis: (what: string) => `End the link: ${what}`,
  revokeHeading: "End this link?",
  revokeHint: "Pages that show it close within seconds. It cannot be opened again.",
  revokeAction: "End the link",
  revoked: "The link has ended",
  notRevoked: "The link could not be ended",
};

export type ShareText = typeof text;
