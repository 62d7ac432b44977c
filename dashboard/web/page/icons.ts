import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import battery from "lucide-static/icons/battery.svg?raw";
import car from "lucide-static/icons/car-front.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import skipBack from "lucide-static/icons/skip-back.svg?raw";
import skipForward from "lucide-static/icons/skip-forward.svg?raw";
import fastForward from "lucide-static/icons/fast-forward.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import fuel from "lucide-static/icons/fuel.svg?raw";
import gauge from "lucide-static/icons/gauge.svg?raw";
import ignition from "lucide-static/icons/key-round.svg?raw";
import odometer from "lucide-static/icons/milestone.svg?raw";
import follow from "lucide-static/icons/locate-fixed.svg?raw";
import signOut from "lucide-static/icons/log-out.svg?raw";
import layers from "lucide-static/icons/layers.svg?raw";
import map from "lucide-static/icons/map.svg?raw";
import alerts from "lucide-static/icons/bell.svg?raw";
import notify from "lucide-static/icons/bell-ring.svg?raw";
import notFound from "lucide-static/icons/signpost.svg?raw";
import replay from "lucide-static/icons/history.svg?raw";
import analytics from "lucide-static/icons/chart-column.svg?raw";
import audit from "lucide-static/icons/scroll-text.svg?raw";
import rising from "lucide-static/icons/trending-up.svg?raw";
import falling from "lucide-static/icons/trending-down.svg?raw";
import rules from "lucide-static/icons/sliders-horizontal.svg?raw";
import setup from "lucide-static/icons/settings.svg?raw";
import language from "lucide-static/icons/languages.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronUp from "lucide-static/icons/chevron-up.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import sortable from "lucide-static/icons/chevrons-up-down.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import done from "lucide-static/icons/circle-check.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import table from "lucide-static/icons/table-2.svg?raw";
import chart from "lucide-static/icons/chart-line.svg?raw";
import palette from "lucide-static/icons/palette.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import edit from "lucide-static/icons/pencil.svg?raw";
import fit from "lucide-static/icons/maximize.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import system from "lucide-static/icons/monitor.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import route from "lucide-static/icons/route.svg?raw";
import radio from "lucide-static/icons/radio.svg?raw";
import satellite from "lucide-static/icons/satellite.svg?raw";
import share from "lucide-static/icons/share-2.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import onMap from "lucide-static/icons/scan.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import voltage from "lucide-static/icons/plug-zap.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import user from "lucide-static/icons/user.svg?raw";
import locked from "lucide-static/icons/lock.svg?raw";
import lost from "lucide-static/icons/wifi-off.svg?raw";
import zone from "lucide-static/icons/land-plot.svg?raw";
import circle from "lucide-static/icons/circle.svg?raw";
import polygon from "lucide-static/icons/pentagon.svg?raw";
import corridor from "lucide-static/icons/spline.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import today from "lucide-static/icons/sunrise.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import redo from "lucide-static/icons/redo-2.svg?raw";
import crosshair from "lucide-static/icons/crosshair.svg?raw";
import close from "lucide-static/icons/x.svg?raw";

const ICONS = {
  layers,
  alerts,
  analytics,
  audit,
  arrowLeft,
  battery,
  calendar,
  car,
  chart,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  chevronUp,
  circle,
  close,
  copy,
  corridor,
  crosshair,
  done,
  download,
  edit,
  eye,
  eyeOff,
  falling,
  fastForward,
  fit,
  follow,
  fuel,
  gauge,
  ignition,
  info,
  language,
  list,
  locked,
  lost,
  map,
  minus,
  moon,
  more,
  notFound,
  notify,
  odometer,
  onMap,
  palette,
  pause,
  phone,
  play,
  plus,
  polygon,
  radio,
  redo,
  replay,
  rising,
  route,
  rules,
  satellite,
  search,
  setup,
  share,
  signOut,
  skipBack,
  skipForward,
  sortable,
  sun,
  system,
  table,
  today,
  trash,
  undo,
  user,
  voltage,
  warning,
  zone,
} as const;
export type IconName = keyof typeof ICONS;

/** A line icon in the text's own colour, 1em wide; decoration only, so it is hidden from readers. */
export const icon = (name: IconName): TemplateResult =>
  html`<span class="icon" aria-hidden="true">${unsafeHTML(ICONS[name])}</span>`;
