import { FlowLayout } from "@lit-labs/virtualizer/layouts/flow.js";

/** Kept ready beyond both edges, CSS pixels: six rows, where the virtualizer's own layout keeps 1,000. */
const READY_PX = 350;

/** One row below the other, few of them out of sight: each row there is redraws every second. */
export class NearFlow extends FlowLayout {
  protected override _overhang = READY_PX;
}
