import { html, type TemplateResult } from "lit";
import "../kit/action-menu.ts";
import { SNOOZE_TIMES, type SnoozeTime } from "./snooze-times.ts";
import { alertText } from "./text.ts";

const ANOTHER = "another";

type SnoozeMenu = {
  readonly onTime: (time: SnoozeTime) => void;
  /** Somebody wants to name the time; without it that is not offered. */
  readonly onAnother?: () => void;
  readonly disabled?: boolean;
};

/** The menu of how long alerts are put off. */
export const snoozeMenu = ({ onTime, onAnother, disabled = false }: SnoozeMenu): TemplateResult => {
  const t = alertText();
  const times = SNOOZE_TIMES.map((id) => ({ id, label: t.snoozeFor[id] }));
  return html`<action-menu
    label=${t.actions.snooze}
    ?disabled=${disabled}
    .actions=${onAnother ? [...times, { id: ANOTHER, label: t.anotherTime }] : times}
    @action=${({ detail }: CustomEvent<string>) => {
      const time = SNOOZE_TIMES.find((each) => each === detail);
      if (time) onTime(time);
      else onAnother?.();
    }}
  ></action-menu>`;
};
