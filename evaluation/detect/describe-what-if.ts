import type { WhatIfChange, WhatIfDetection, WhatIfResult } from "../../contracts/what-if.ts";

const told = ({ alert, certainty }: WhatIfDetection): string => {
  if (alert !== null) return `alert, ${alert}`;
  return certainty === "suspected" ? "suspected, no alert" : "no alert";
};

const second = (time: string): string => time.replace("T", " ").replace(/(\.\d+)?Z$/, "");
const period = ({ startTime, endTime }: WhatIfDetection): string =>
  `${second(startTime)} to ${endTime === null ? "now" : second(endTime)}`;

const figure = (value: unknown): string =>
  typeof value === "number" ? String(Number(value.toFixed(3))) : JSON.stringify(value);

const figures = ({ evidence }: WhatIfDetection): string =>
  Object.entries(evidence)
    .filter(([, value]) => typeof value !== "object" || value === null)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(", ");

const whole = (detection: WhatIfDetection): string[] => [
  `    ${told(detection)}`,
  `    ${figures(detection)}`,
];

/** Only what is not the same, before and after. */
const differences = (before: WhatIfDetection, after: WhatIfDetection): string[] => {
  const lines: string[] = [];
  const compare = (name: string, one: string, other: string): void => {
    if (one !== other) lines.push(`    ${name}: ${one} → ${other}`);
  };
  compare("time", period(before), period(after));
  compare("decided", second(before.detectedAt), second(after.detectedAt));
  compare("told", told(before), told(after));
  const names = new Set([...Object.keys(before.evidence), ...Object.keys(after.evidence)]);
  for (const name of names)
    compare(name, figure(before.evidence[name]), figure(after.evidence[name]));
  return lines;
};

const describeChange = (change: WhatIfChange): string[] => {
  if (change.change === "appears")
    return [`+ ${change.after.type}  ${period(change.after)}`, ...whole(change.after)];
  if (change.change === "disappears")
    return [`- ${change.before.type}  ${period(change.before)}`, ...whole(change.before)];
  const { before, after } = change;
  return [`~ ${before.type}  ${period(before)}`, ...differences(before, after)];
};

const count = ({ detections, alerting, alerts }: WhatIfResult["today"]): string =>
  `${detections} detections, ${alerting} of them somebody is told of, alerts: ${alerts}`;

const motion = ({ routes, distanceKm, idlingStops }: WhatIfResult["today"]): string =>
  `                  routes: ${routes} over ${figure(distanceKm)} km, idling stops: ${idlingStops}`;

/** The answer as a person reads it: `+` would appear, `-` would disappear, `~` would differ. */
export const describeWhatIf = (plate: string, result: WhatIfResult): string => {
  const { from, to, observations, today, changed, changes, unlisted } = result;
  const isUnchanged = changes.length === 0 && motion(today) === motion(changed);
  return [
    `${plate}, ${second(from)} to ${second(to)} UTC, ${observations} stored observations`,
    `today's rules:    ${count(today)}`,
    motion(today),
    `with the draft:   ${count(changed)}`,
    motion(changed),
    ...(isUnchanged ? ["nothing would change"] : changes.flatMap(describeChange)),
    ...(unlisted > 0 ? [`… and ${unlisted} more`] : []),
  ].join("\n");
};
