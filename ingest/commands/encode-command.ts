import type { Command } from "../../contracts/command.ts";

/** Teltonika's own words (wiki.teltonika-gps.com, SMS/GPRS commands): DOUT1 drives the relay. */
const teltonikaWords = ({ name, text }: Command): string => {
  if (name === "locate") return "getgps";
  if (name === "immobilise") return "setdigout 1";
  if (name === "release") return "setdigout 0";
  return text ?? "";
};

/**
 * A command in the words of its device. OwnTracks knows one; whoever asked for another of it was
 * refused.
 */
export const encodeCommand = (kind: string, command: Command): string => {
  if (kind === "teltonika") return JSON.stringify({ CMD: teltonikaWords(command) });
  if (kind === "owntracks") return JSON.stringify({ _type: "cmd", action: "reportLocation" });
  const { id, name, expiresAt } = command;
  return JSON.stringify({ id, name, args: {}, expiresAt });
};
