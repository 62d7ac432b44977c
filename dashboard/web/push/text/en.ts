export const text = {
  title: "Notifications",
  lead: "This device rings when an alert is raised, also while Roadledger is closed. Its name, the car and how bad it is are sent encrypted by way of the browser's push service.",
  onThisDevice: "Notify me on this device",
  severity: "From which severity",
  severities: {
    info: "Everything",
    warning: "Warnings and worse",
    critical: "Critical only",
  },
  whileOpen: "While Roadledger is open here",
  tone: "Tone",
  notice: "Notification on the desktop",
  never: "Never",
  play: "Play the tone",
  silent: "The browser lets this page make no sound yet",
  silentHint: "Click anywhere in the page, then try again.",
  byPush: "Notifications of this device come by push, as chosen above.",
  test: "Send a test",
  testSent: "The test is on its way",
  testSentHint: "If nothing appears, look whether the system keeps notifications silent.",
  testFailed: "The push service did not take the test",
  denied:
    "The browser forbids notifications from this page. Allow them in its site settings, then come back.",
  unsupported:
    "This browser cannot be notified here. It needs a secure address (https), and on an iPhone or iPad Roadledger has to be on the home screen first.",
  notDone: "This could not be done",
  notDoneHint: "The browser's push service could not be reached.",
  close: "Done",

  raised: (type: string, plate: string) => `${type}: ${plate}`,
  open: "Open",
  acknowledge: "Acknowledge",
  since: (time: string) => `since ${time}`,
  levels: {
    predicted: "will be late",
    grace: "not back in time",
    "2h": "late by two hours",
    "24h": "late by a day",
  },
  testTitle: "Notifications work",
  testBody: "Alerts will appear like this.",
  notAcknowledged: "Not acknowledged",
  notAcknowledgedHint: "Open the alert to sign in or try again.",
};

export type PushText = typeof text;
