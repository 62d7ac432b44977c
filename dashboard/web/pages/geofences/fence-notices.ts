import { html, type TemplateResult } from "lit";
import { geofenceText } from "../../geofences/text.ts";
import "../../kit/confirm-dialog.ts";
import "../../kit/state-message.ts";

type Question = {
  readonly open: boolean;
  readonly busy?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Asks before what has been drawn or typed is lost. */
export const discardDialog = ({ open, onYes, onNo }: Question): TemplateResult =>
  html`<confirm-dialog
    danger
    heading=${geofenceText().discardAsk}
    action=${geofenceText().discard}
    ?open=${open}
    @confirm=${onYes}
    @close=${onNo}
    >${geofenceText().discardHint}</confirm-dialog
  >`;

/** Asks before a fence ends. */
export const removeDialog = (
  name: string,
  { open, busy = false, onYes, onNo }: Question,
): TemplateResult =>
  html`<confirm-dialog
    danger
    heading=${geofenceText().removeAsk(name)}
    action=${geofenceText().removeZone}
    ?open=${open}
    ?busy=${busy}
    @confirm=${onYes}
    @close=${onNo}
    >${geofenceText().removeHint}</confirm-dialog
  >`;
