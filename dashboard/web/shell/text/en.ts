export const text = {
  /** Names of the pages, those to come included: in the rail, the tab bar and the window's title. */
  pages: {
    live: "Live",
    alerts: "Alerts",
    replay: "Replay",
    geofences: "Zones",
    analytics: "Analytics",
    setup: "Set-up",
    device: "Add a device",
    today: "Today",
    bookings: "Bookings",
    workshop: "Workshop",
    money: "Money",
    design: "Design",
  },
  navigation: "Pages",
  skip: "Skip to the content",
  unread: (count: number) => (count === 1 ? "1 new" : `${count} new`),

  notFound: "There is no such page",
  notFoundHint: "The address may be mistyped, or what it led to has moved.",
  forbidden: "This page is not for your role",
  forbiddenHint: "Ask the owner of the business if you need it for your work.",
  toStart: "Go to the start page",
  pageFailed: "The page could not be loaded",
  pageFailedHint: "Check the connection to the server. What was on screen before is still there.",
  unreachable: "The server cannot be reached",
  unreachableHint: "Check that it is running and that this computer is on its network.",
  tryAgain: "Try again",

  accountOf: (name: string) => `Account of ${name}`,
  notifications: "Notifications",
  signOut: "Sign out",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  switchTheme: (now: string, next: string) => `Theme: ${now}. Switch to ${next}`,
  language: "Language",
  roles: {
    OWNER: "Owner",
    MANAGER: "Manager",
    DESK: "Desk",
    FIELD: "Field",
    DISPATCHER: "Dispatcher",
  },

  live: "Live",
  connecting: "Connecting",
  reconnecting: "Reconnecting",
  offlineSince: (time: string) => `Offline since ${time}`,
  feedStands: (lasting: string) => `Feed stands still · ${lasting}`,
};

export type ShellText = typeof text;
