import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import battery from "lucide-static/icons/battery.svg?raw";
import car from "lucide-static/icons/car-front.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import fuel from "lucide-static/icons/fuel.svg?raw";
import gauge from "lucide-static/icons/gauge.svg?raw";
import ignition from "lucide-static/icons/key-round.svg?raw";
import odometer from "lucide-static/icons/milestone.svg?raw";
import follow from "lucide-static/icons/locate-fixed.svg?raw";
import signOut from "lucide-static/icons/log-out.svg?raw";
import fit from "lucide-static/icons/maximize.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import system from "lucide-static/icons/monitor.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import route from "lucide-static/icons/route.svg?raw";
import satellite from "lucide-static/icons/satellite.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import onMap from "lucide-static/icons/scan.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import voltage from "lucide-static/icons/plug-zap.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import user from "lucide-static/icons/user.svg?raw";
import lost from "lucide-static/icons/wifi-off.svg?raw";
import close from "lucide-static/icons/x.svg?raw";

const ICONS = {
  arrowLeft,
  battery,
  car,
  chevronDown,
  close,
  eye,
  eyeOff,
  fit,
  follow,
  fuel,
  gauge,
  ignition,
  lost,
  minus,
  moon,
  odometer,
  onMap,
  plus,
  route,
  satellite,
  search,
  signOut,
  sun,
  system,
  user,
  voltage,
  warning,
} as const;
export type IconName = keyof typeof ICONS;

/** A line icon in the text's own colour, 1em wide; decoration only, so it is hidden from readers. */
export const icon = (name: IconName): TemplateResult =>
  html`<span class="icon" aria-hidden="true">${unsafeHTML(ICONS[name])}</span>`;
