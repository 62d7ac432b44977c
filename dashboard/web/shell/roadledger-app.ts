import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { User } from "../../../contracts/user.ts";
import { loadUser, signOut } from "../session/session.ts";
import "./state-message.ts";

type Stage =
  | { readonly kind: "checking" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "signed-out"; readonly notice: string }
  | { readonly kind: "signed-in"; readonly user: User };

/** The whole page: who is here decides between signing in and the live map. */
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

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#check();
  }

  async #check(): Promise<void> {
    this.stage = { kind: "checking" };
    try {
      const user = await loadUser();
      if (user) await this.#enter(user);
      else await this.#leave("");
    } catch {
      this.stage = { kind: "unreachable" };
    }
  }

  async #enter(user: User): Promise<void> {
    await import("./live-page.ts");
    this.stage = { kind: "signed-in", user };
  }

  async #leave(notice: string): Promise<void> {
    await import("./sign-in-page.ts");
    this.stage = { kind: "signed-out", notice };
    // fetched while the person types
    void import("./live-page.ts");
  }

  readonly #signedIn = (event: CustomEvent<User>): void => void this.#enter(event.detail);
  readonly #expired = (): void => void this.#leave("Your session has ended. Sign in again.");
  readonly #signOut = async (): Promise<void> => {
    await signOut().catch(() => undefined);
    await this.#leave("You are signed out.");
  };

  protected override render() {
    const { stage } = this;
    if (stage.kind === "checking") return nothing;
    if (stage.kind === "signed-out") {
      return html`<sign-in-page
        notice=${stage.notice}
        @signed-in=${this.#signedIn}
      ></sign-in-page>`;
    }
    if (stage.kind === "signed-in") {
      return html`<live-page
        .user=${stage.user}
        @session-expired=${this.#expired}
        @sign-out=${this.#signOut}
      ></live-page>`;
    }
    return html`<state-message
      bad
      icon="lost"
      heading="The server cannot be reached"
      action="Try again"
      @act=${() => this.#check()}
      >Check that it is running and that this computer is on its network.</state-message
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "roadledger-app": RoadledgerApp;
  }
}
