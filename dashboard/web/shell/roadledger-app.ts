import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Role } from "../../../contracts/permissions.ts";
import { tokenOfSharePath } from "../../../contracts/share-path.ts";
import type { User } from "../../../contracts/user.ts";
import { onLanguageChange, switchLocale } from "../i18n/catalogue.ts";
import { fleetText } from "../fleet/text.ts";
import { isLanguageChosen, locale, localeFor } from "../i18n/language.ts";
import "../kit/state-message.ts";
import { kitText } from "../kit/text.ts";
import { invitationText } from "../pages/invitation/text.ts";
import { sharedText } from "../pages/shared/text.ts";
import { signInText } from "../pages/sign-in/text.ts";
import type { SignInText } from "../pages/sign-in/text/en.ts";
import { isOwnerNeeded } from "../setup/owner-needed.ts";
import { setupText } from "../setup/text.ts";
import { forgetLastState, type LastState, readLastState } from "../offline/last-state.ts";
import { isPhone } from "../page/phone-controller.ts";
import { landingFor } from "../routing/landing.ts";
import { createRetry } from "../session/retry.ts";
import { loadUser, signOut } from "../session/session.ts";
import { shellText } from "./text.ts";

type Notice = keyof SignInText["notices"];
type Stage =
  | { readonly kind: "checking" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "signed-out"; readonly notice: Notice }
  | { readonly kind: "unowned" }
  | { readonly kind: "invited"; readonly code: string }
  | { readonly kind: "shared"; readonly token: string }
  | { readonly kind: "signed-in"; readonly user: User; readonly lastState: LastState | undefined };

/** Where links of invitations lead, whoever is signed in. */
const INVITATION = "/invitation";

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
  readonly #retry = createRetry(
    () => true,
    () => void this.#check(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = onLanguageChange(() => this.requestUpdate());
    void this.#check();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#retry.stop();
  }

  /** Asks who is here. Pages that are open already stay, unless the session is over. */
  async #check(): Promise<void> {
    if (!this.#isOpen && location.pathname === INVITATION) return this.#welcome();
    const token = tokenOfSharePath(location.pathname);
    try {
      if (token === undefined) await this.#openOwn();
      else await this.#openShared(token);
      this.#retry.stop();
    } catch {
      if (this.#isOpen) return;
      const isReopened = token === undefined && (await this.#reopen().catch(() => false));
      if (!isReopened) this.#lose();
    }
  }

  get #isOpen(): boolean {
    return this.stage.kind === "signed-in";
  }

  async #openOwn(): Promise<void> {
    const user = await loadUser();
    if (user) await this.#enter(user);
    else await this.#leave(this.#isOpen ? "expired" : "none");
  }

  /** A link that anybody may open: who they are is not asked. */
  async #openShared(token: string): Promise<void> {
    await Promise.all([
      import("../pages/shared/shared-page.ts"),
      sharedText.load(),
      kitText.load(),
      fleetText.load(),
    ]);
    this.stage = { kind: "shared", token };
  }

  /**
   * The server does not answer: what it said last is better than nothing, and says how old it is.
   * False where nothing of it was kept.
   */
  async #reopen(): Promise<boolean> {
    const lastState = await readLastState();
    if (lastState) await this.#enter(lastState.user, lastState);
    return lastState !== undefined;
  }

  /** Says that the server cannot be reached, and keeps asking: whoever waits need do nothing. */
  #lose(): void {
    this.stage = { kind: "unreachable" };
    this.#retry.failed();
  }

  /** Puts whoever asked for no page onto the one they begin with. */
  #land(role: Role, hasSignedIn: boolean): void {
    const landing = landingFor(location, { role, isPhone: isPhone(), hasSignedIn });
    if (landing !== undefined) history.replaceState(null, "", landing);
  }

  async #enter(user: User, lastState?: LastState): Promise<void> {
    this.#land(user.role, this.stage.kind === "signed-out" || this.stage.kind === "invited");
    await Promise.all([import("./app-shell.ts"), kitText.load(), fleetText.load()]);
    // a browser in which nobody has chosen speaks as the person wishes
    if (user.language && !isLanguageChosen()) await switchLocale(localeFor(user.language));
    this.stage = { kind: "signed-in", user, lastState };
  }

  /** Takes the pages off, which keep what they show until they go, and forgets what they kept. */
  async #close(): Promise<void> {
    this.stage = { kind: "checking" };
    await this.updateComplete;
    await forgetLastState();
  }

  async #leave(notice: Notice): Promise<void> {
    await this.#close();
    if (notice === "none" && (await isOwnerNeeded())) return this.#askForOwner();
    await Promise.all([import("../pages/sign-in/sign-in-page.ts"), signInText.load()]);
    this.stage = { kind: "signed-out", notice };
    // fetched while the person types
    void import("./app-shell.ts");
  }

  /** Nobody can sign in yet: the first steps begin, and go on at the same address afterwards. */
  async #askForOwner(): Promise<void> {
    await Promise.all([import("../pages/setup/owner-page.ts"), setupText.load(), kitText.load()]);
    history.replaceState(null, "", "/setup");
    this.stage = { kind: "unowned" };
    void import("./app-shell.ts");
  }

  /** Somebody has a link by which to set their password. */
  async #welcome(): Promise<void> {
    const page = import("../pages/invitation/invitation-page.ts");
    await Promise.all([page, invitationText.load(), kitText.load()]);
    this.stage = { kind: "invited", code: location.hash.slice(1) };
    void import("./app-shell.ts");
  }

  /** They have, and are signed in: in the place of whoever was in this browser before. */
  readonly #accepted = async (event: CustomEvent<User>): Promise<void> => {
    history.replaceState(null, "", "/");
    await forgetLastState();
    await this.#enter(event.detail);
  };

  readonly #signedIn = (event: CustomEvent<User>): void => void this.#enter(event.detail);
  readonly #expired = (): void => void this.#leave("expired");
  readonly #signOut = async (): Promise<void> => {
    // before the server cuts their link: to who signs out that is no surprise
    await this.#close();
    await signOut().catch(() => undefined);
    await this.#leave("left");
  };

  protected override render() {
    const { stage } = this;
    // the shell sees to its own words, and keeps its connection
    if (stage.kind === "signed-in") return this.#shell(stage);
    return keyed(locale().language, this.#before(stage));
  }

  #shell({ user, lastState }: Extract<Stage, { kind: "signed-in" }>) {
    return html`<app-shell
      .user=${user}
      .lastState=${lastState}
      @session-expired=${this.#expired}
      @reconnected=${() => void this.#check()}
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
    if (stage.kind === "invited") {
      return html`<invitation-page
        code=${stage.code}
        @signed-in=${this.#accepted}
      ></invitation-page>`;
    }
    if (stage.kind === "shared") return html`<shared-page .token=${stage.token}></shared-page>`;
    if (stage.kind === "unowned") {
      return html`<owner-page @signed-in=${this.#signedIn}></owner-page>`;
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
