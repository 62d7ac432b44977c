import type { GeofenceArea, GeofencePurpose } from "../../../contracts/geofence.ts";
import type { GeofenceVersion } from "../../../contracts/geofence-api.ts";
import { alertText } from "../alerts/text.ts";
import { kmText, speedFigure, wholeText } from "../i18n/figures.ts";
import { locale } from "../i18n/language.ts";
import { geofenceText } from "./text.ts";

/** What a fence is for, as alerts call it, to stand alone. */
export const purposeText = (purpose: GeofencePurpose): string => {
  const word = alertText().evidenceValues[purpose];
  return word.charAt(0).toLocaleUpperCase(locale().tag) + word.slice(1);
};

/** `80 m`, `12.4 km`. */
const lengthText = (metres: number): string =>
  metres < 1_000 ? `${wholeText(metres)} m` : kmText(metres / 1_000);

/** `Circle, 80 m`: its shape, and how large that is. */
export const areaText = (area: GeofenceArea): string => {
  const name = geofenceText().shapes[area.kind];
  if (area.kind === "polygon") return name;
  return `${name}, ${lengthText(area.kind === "circle" ? area.radiusM : area.widthM)}`;
};

/** A fence in a line: what for, its shape, how fast one may be inside. */
export const fenceLine = ({ purpose, area, speedLimitKmh }: GeofenceVersion): string =>
  [purposeText(purpose), areaText(area), speedLimitKmh === null ? "" : speedFigure(speedLimitKmh)]
    .filter(Boolean)
    .join(" · ");

/** The fences whose name or purpose holds what is sought. */
export const findFences = (
  fences: readonly GeofenceVersion[],
  sought: string,
): readonly GeofenceVersion[] => {
  const wanted = sought.trim().toLowerCase();
  if (wanted === "") return fences;
  return fences.filter(({ name, purpose }) =>
    [name, purposeText(purpose)].some((each) => each.toLowerCase().includes(wanted)),
  );
};
