export const text = {
  confirmed: "confirmed",
  suspected: "suspected",
  notHeard: "Not heard",
  notHeardNow: "Not heard since",
  steps: {
    planned: "To be handed out",
    handed_out: "Handed out",
    due: "Due back",
    returned: "Returned",
    extension_requested: "Extension wanted",
    extension_approved: "Extension approved",
    extension_denied: "Extension denied",
  },
  until: (moment: string) => `until ${moment}`,
  openAlert: (type: string) => `Open the alert: ${type}`,
  watch: (time: string) => `Watch the drive of ${time}`,
  receipt: (time: string) => `Receipt of the refuel at ${time}`,
  nothing: "Nothing has happened yet today",
  nothingHint: "Drives, stops, fuel, alerts and bookings appear here as they happen.",
};

export type StoryText = typeof text;
