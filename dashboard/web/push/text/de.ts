import type { PushText } from "./en.ts";

export const text: PushText = {
  title: "Benachrichtigungen",
  lead: "Dieses Gerät meldet sich bei jedem Alarm, auch wenn Roadledger geschlossen ist. Art, Auto und Schwere gehen verschlüsselt über den Push-Dienst des Browsers.",
  onThisDevice: "Mich auf diesem Gerät benachrichtigen",
  severity: "Ab welcher Schwere",
  severities: {
    info: "Alles",
    warning: "Warnungen und Schlimmeres",
    critical: "Nur Kritisches",
  },
  whileOpen: "Solange Roadledger hier offen ist",
  tone: "Ton",
  notice: "Meldung auf dem Desktop",
  never: "Nie",
  play: "Ton abspielen",
  silent: "Der Browser lässt diese Seite noch keinen Ton abspielen",
  silentHint: "Klicken Sie irgendwo auf die Seite und versuchen Sie es erneut.",
  byPush: "Benachrichtigungen dieses Geräts kommen per Push, wie oben gewählt.",
  test: "Probe senden",
  testSent: "Die Probe ist unterwegs",
  testSentHint: "Erscheint nichts, prüfen Sie, ob das System Benachrichtigungen stumm hält.",
  testFailed: "Der Push-Dienst hat die Probe nicht angenommen",
  denied:
    "Der Browser verbietet Benachrichtigungen dieser Seite. Erlauben Sie sie in seinen Website-Einstellungen und kommen Sie zurück.",
  unsupported:
    "Dieser Browser kann hier nicht benachrichtigt werden. Nötig ist eine sichere Adresse (https), und auf iPhone oder iPad muss Roadledger erst auf dem Home-Bildschirm sein.",
  notDone: "Das ging nicht",
  notDoneHint: "Der Push-Dienst des Browsers war nicht erreichbar.",
  close: "Fertig",

  raised: (type: string, plate: string) => `${type}: ${plate}`,
  open: "Öffnen",
  acknowledge: "Bestätigen",
  since: (time: string) => `seit ${time}`,
  levels: {
    predicted: "wird zu spät kommen",
    grace: "nicht rechtzeitig zurück",
    "2h": "zwei Stunden zu spät",
    "24h": "einen Tag zu spät",
  },
  approval: (plate: string) => `Wegfahrsperre für ${plate}?`,
  approvalBody: (name: string) =>
    `${name} bittet darum. Ihre Entscheidung wird in wenigen Minuten gebraucht.`,
  approvalSettled: "Es wartet nichts mehr auf Sie.",
  decide: "Entscheiden",
  testTitle: "Benachrichtigungen funktionieren",
  testBody: "So werden Alarme erscheinen.",
  notAcknowledged: "Nicht bestätigt",
  notAcknowledgedHint: "Öffnen Sie den Alarm, um sich anzumelden oder es erneut zu versuchen.",
};
