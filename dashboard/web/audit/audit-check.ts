import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AuditFault, AuditVerdict } from "../../../contracts/audit.ts";
import { momentText } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import { kitText } from "../kit/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { auditText } from "../pages/audit/text.ts";
import { auditHref } from "./audit-address.ts";
import { checkLog } from "./audit-api.ts";

type Check =
  | { readonly kind: "none" }
  | { readonly kind: "running" }
  | { readonly kind: "failed" }
  | { readonly kind: "done"; readonly verdict: AuditVerdict; readonly atMs: number };

/** The server names no more faults than these. */
const MOST_FAULTS = 100;

/**
 * Says whether the log is still what was written, once `run` is called. Fires `checked` (an
 * `AuditVerdict`), and `running-change` with whether the check is under way.
 */
@customElement("audit-check")
export class AuditCheck extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .said {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        margin: 0 28px 14px;
        padding: 11px 14px;
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        font-size: var(--size-m);
        line-height: 1.5;
        overflow-wrap: anywhere;
      }
      .said > .icon {
        margin-top: 2px;
        font-size: 17px;
      }
      .good {
        background: var(--good-soft);
        color: var(--good);
      }
      .bad {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .heading {
        font-weight: 650;
      }
      p,
      ul {
        grid-column: 2;
        margin: 0;
      }
      .detail {
        font-variant-numeric: tabular-nums;
      }
      ul {
        max-height: 220px;
        padding: 0;
        overflow: hidden auto;
        list-style: none;
      }
      li a {
        display: inline-flex;
        align-items: center;
        min-height: 26px;
        color: inherit;
        font-weight: 600;
        text-underline-offset: 3px;
      }
      .button {
        justify-self: start;
        grid-column: 2;
        margin-top: 6px;
      }
      @media (pointer: coarse) {
        li a {
          min-height: 44px;
        }
      }
      @media (max-width: 760px) {
        .said {
          margin: 0 16px 12px;
        }
      }
    `,
  ];

  @property() zone = "UTC";
  @state() private check: Check = { kind: "none" };
  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  /** Has the whole log checked; what was said before goes. */
  readonly run = async (): Promise<void> => {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#become({ kind: "running" });
    try {
      const verdict = await checkLog(signal);
      this.#become({ kind: "done", verdict, atMs: serverNowMs() });
      this.dispatchEvent(new CustomEvent("checked", { detail: verdict }));
    } catch {
      if (!signal.aborted) this.#become({ kind: "failed" });
    }
  };

  #become(check: Check): void {
    this.check = check;
    const detail = check.kind === "running";
    this.dispatchEvent(new CustomEvent("running-change", { detail }));
  }

  #fault({ seq, fault }: AuditFault) {
    return html`<li>
      <a href=${auditHref({ entry: seq })}>${auditText().faults[fault](seq)}</a>
    </li>`;
  }

  #alarm({ faults }: AuditVerdict, checked: string) {
    const t = auditText();
    return html`<div class="said bad" role="alert">
      ${icon("warning")}
      <p class="heading">${t.broken}</p>
      <p>${t.brokenHint}</p>
      <ul>
        ${faults.map((each) => this.#fault(each))}
      </ul>
      ${faults.length < MOST_FAULTS ? nothing : html`<p>${t.firstHundred}</p>`}
      <p class="detail">${checked}</p>
    </div>`;
  }

  #unbroken({ entries, head }: AuditVerdict, checked: string) {
    const t = auditText();
    return html`<div class="said good">
      ${icon("done")}
      <p class="heading">${head ? t.unbroken(entries, head.seq) : t.emptyLog}</p>
      <p class="detail">${checked}</p>
    </div>`;
  }

  #failed() {
    return html`<div class="said bad">
      ${icon("lost")}
      <p class="heading">${auditText().checkFailed}</p>
      <button class="button" @click=${this.run}>${kitText().tryAgain}</button>
    </div>`;
  }

  #said() {
    const { check } = this;
    if (check.kind === "failed") return this.#failed();
    if (check.kind !== "running") return nothing;
    return html`<div class="said">
      ${icon("search")}
      <p>${auditText().checking}</p>
    </div>`;
  }

  #verdict(): { readonly good?: TemplateResult; readonly bad?: TemplateResult } {
    if (this.check.kind !== "done") return {};
    const { verdict, atMs } = this.check;
    const checked = auditText().checkedAt(momentText(atMs, serverNowMs(), this.zone));
    return verdict.verified
      ? { good: this.#unbroken(verdict, checked) }
      : { bad: this.#alarm(verdict, checked) };
  }

  protected override render() {
    const { good = nothing, bad = nothing } = this.#verdict();
    return html`<div role="status">${this.#said()}${good}</div>
      ${bad}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audit-check": AuditCheck;
  }
}
