import type { PushText } from "./en.ts";

export const text: PushText = {
  title: "Aviseringar",
  lead: "Enheten ringer när ett larm går, även när Roadledger är stängt. Larmets namn, bilen och hur allvarligt det är skickas krypterat genom webbläsarens pushtjänst.",
  onThisDevice: "Avisera mig på den här enheten",
  severity: "Från vilken allvarlighet",
  severities: {
    info: "Allt",
    warning: "Varningar och värre",
    critical: "Bara kritiska",
  },
  whileOpen: "Medan Roadledger är öppet här",
  tone: "Ton",
  notice: "Avisering på skrivbordet",
  never: "Aldrig",
  play: "Spela tonen",
  silent: "Webbläsaren låter inte sidan låta än",
  silentHint: "Klicka någonstans på sidan och försök igen.",
  byPush: "Enhetens aviseringar kommer som push, som valt ovan.",
  test: "Skicka ett prov",
  testSent: "Provet är på väg",
  testSentHint: "Syns inget, se efter om systemet håller aviseringar tysta.",
  testFailed: "Pushtjänsten tog inte emot provet",
  denied:
    "Webbläsaren förbjuder aviseringar från sidan. Tillåt dem i dess webbplatsinställningar och kom tillbaka.",
  unsupported:
    "Den här webbläsaren kan inte aviseras här. Det krävs en säker adress (https), och på iPhone eller iPad måste Roadledger först ligga på hemskärmen.",
  notDone: "Det gick inte",
  notDoneHint: "Webbläsarens pushtjänst kunde inte nås.",
  close: "Klar",

  raised: (type: string, plate: string) => `${type}: ${plate}`,
  open: "Öppna",
  acknowledge: "Bekräfta",
  since: (time: string) => `sedan ${time}`,
  levels: {
    predicted: "blir sen",
    grace: "inte tillbaka i tid",
    "2h": "två timmar sen",
    "24h": "ett dygn sen",
  },
  testTitle: "Aviseringar fungerar",
  testBody: "Så här kommer larm att synas.",
  notAcknowledged: "Inte bekräftat",
  notAcknowledgedHint: "Öppna larmet för att logga in eller försöka igen.",
};
