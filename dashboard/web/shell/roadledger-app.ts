import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { User } from "../../../contracts/user.ts";
import { onLanguageChange } from "../i18n/catalogue.ts";
import { fleetText } from "../fleet/text.ts";
import { locale } from "../i18n/language.ts";
import "../kit/state-message.ts";
import { kitText } from "../kit/text.ts";
import { signInText } from "../pages/sign-in/text.ts";
import type { SignInText } from "../pages/sign-in/text/en.ts";
import { loadUser, signOut } from "../session/session.ts";
import { shellText } from "./text.ts";

type Notice = keyof SignInText["notices"];
type Stage =
  | { readonly kind: "checking" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "signed-out"; readonly notice: Notice }
  | { readonly kind: "signed-in"; readonly user: User };

/** The whole page: who is here decides between signing in and the pages. */
@customElement("roadledger-app")
export class RoadledgerApp extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: fixed;
      inset: 0;
    }
    state-message {
      position: absolute;
      inset: 0;
      align-content: center;
    }
  `;

  @state() private stage: Stage = { kind: "checking" };
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = onLanguageChange(() => this.requestUpdate());
    void this.#check();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  async #check(): Promise<void> {
    this.stage = { kind: "checking" };
    try {
      const user = await loadUser();
      if (user) await this.#enter(user);
      else await this.#leave("none");
    } catch {
      this.stage = { kind: "unreachable" };
    }
  }

  async #enter(user: User): Promise<void> {
    await Promise.all([import("./app-shell.ts"), kitText.load(), fleetText.load()]);
    this.stage = { kind: "signed-in", user };
  }

  async #leave(notice: Notice): Promise<void> {
    await Promise.all([import("../pages/sign-in/sign-in-page.ts"), signInText.load()]);
    this.stage = { kind: "signed-out", notice };
    // fetched while the person types
    void import("./app-shell.ts");
  }

  readonly #signedIn = (event: CustomEvent<User>): void => void this.#enter(event.detail);
  readonly #expired = (): void => void this.#leave("expired");
  readonly #signOut = async (): Promise<void> => {
    await signOut().catch(() => undefined);
    await this.#leave("left");
  };

  protected override render() {
    const { stage } = this;
    // the shell sees to its own words, and keeps its connection
    if (stage.kind === "signed-in") return this.#shell(stage.user);
    return keyed(locale().language, this.#before(stage));
  }

  #shell(user: User) {
    return html`<app-shell
      .user=${user}
      @session-expired=${this.#expired}
      @sign-out=${this.#signOut}
    ></app-shell>`;
  }

  #before(stage: Exclude<Stage, { kind: "signed-in" }>) {
    if (stage.kind === "checking") return nothing;
    if (stage.kind === "signed-out") {
      return html`<sign-in-page
        notice=${stage.notice}
        @signed-in=${this.#signedIn}
      ></sign-in-page>`;
    }
    const t = shellText();
    return html`<state-message
      bad
      icon="lost"
      heading=${t.unreachable}
      action=${t.tryAgain}
      @act=${() => this.#check()}
      >${t.unreachableHint}</state-message
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "roadledger-app": RoadledgerApp;
  }
}
