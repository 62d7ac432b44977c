import { html, nothing, type TemplateResult } from "lit";
import type { Branch } from "../../../../contracts/branch.ts";
import { isToldByDefault } from "../../../../contracts/detection/alert-defaults.ts";
import { FENCE_SPEED_LIMITS_KMH, GeofencePurpose } from "../../../../contracts/geofence.ts";
import type { FenceField, FenceFields } from "../../geofences/fence-draft.ts";
import { purposeText } from "../../geofences/fence-words.ts";
import { geofenceText } from "../../geofences/text.ts";
import "../../kit/number-field.ts";
import "../../kit/select-field.ts";
import "../../kit/text-field.ts";

/** What the fields of a fence need of the form they stand in. */
export type FormParts = {
  readonly fields: FenceFields;
  /** What is wrong with a field; empty while nothing is. */
  readonly errorOf: (field: FenceField) => string;
  readonly onType: (part: Partial<FenceFields>) => void;
  /** The branches to choose from; undefined for who cannot choose. */
  readonly branches: readonly Branch[] | undefined;
};

/** Stands for every branch among the choices, where null cannot. */
const EVERY_BRANCH = "every";

/** What is told of cars that come and go, where no rule says otherwise. */
const alertHint = (purpose: string): string => {
  const t = geofenceText().told;
  if (purpose === "") return "";
  if (isToldByDefault("geofence_exit", { purpose })) return t.both;
  return isToldByDefault("geofence_enter", { purpose }) ? t.enter : t.recorded;
};

/** What a fence is called, and what for. */
export const namingFields = ({ fields, errorOf, onType }: FormParts): TemplateResult => {
  const t = geofenceText();
  return html`<div class="fields">
    <text-field
      data-field="name"
      label=${t.name}
      maxLength="100"
      autocomplete="off"
      error=${errorOf("name")}
      .value=${fields.name}
      @value-change=${({ detail }: CustomEvent<string>) => onType({ name: detail })}
    ></text-field>
    <select-field
      data-field="purpose"
      label=${t.purpose}
      hint=${alertHint(fields.purpose)}
      error=${errorOf("purpose")}
      .value=${fields.purpose}
      .choices=${GeofencePurpose.options.map((value) => ({ value, label: purposeText(value) }))}
      @value-change=${({ detail }: CustomEvent<string>) => onType({ purpose: detail })}
    ></select-field>
  </div>`;
};

const branchField = ({ fields, errorOf, onType, branches }: FormParts) => {
  if (!branches) return nothing;
  const t = geofenceText();
  const choices = [
    { value: EVERY_BRANCH, label: t.everyBranch },
    ...branches.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return html`<select-field
    data-field="branchId"
    label=${t.branch}
    error=${errorOf("branchId")}
    .value=${fields.branchId ?? EVERY_BRANCH}
    .choices=${choices}
    @value-change=${({ detail }: CustomEvent<string>) =>
      onType({ branchId: detail === EVERY_BRANCH ? null : detail })}
  ></select-field>`;
};

/** What holds inside a fence, and for whom. */
export const ruleFields = (parts: FormParts): TemplateResult => {
  const t = geofenceText();
  const { fields, errorOf, onType } = parts;
  return html`<div class="fields">
    <number-field
      data-field="speedLimitKmh"
      label=${t.speedLimit}
      hint=${t.speedLimitHint}
      unit="km/h"
      optional
      min=${FENCE_SPEED_LIMITS_KMH.min}
      max=${FENCE_SPEED_LIMITS_KMH.max}
      error=${errorOf("speedLimitKmh")}
      .value=${fields.speedLimitKmh}
      @value-change=${({ detail }: CustomEvent<number | null>) => onType({ speedLimitKmh: detail })}
    ></number-field>
    ${branchField(parts)}
    <text-field
      data-field="vehicleGroup"
      label=${t.group}
      hint=${t.groupHint}
      optional
      maxLength="100"
      error=${errorOf("vehicleGroup")}
      .value=${fields.vehicleGroup}
      @value-change=${({ detail }: CustomEvent<string>) => onType({ vehicleGroup: detail })}
    ></text-field>
  </div>`;
};
