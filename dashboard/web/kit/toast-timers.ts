/** What keeps a notice on the page while it lasts. */
export type Hold = "pointer" | "focus";

type Waiting = {
  readonly staysMs: number;
  readonly holds: Set<Hold>;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** Ends each notice after its time, which begins anew once nobody points at it or stands in it. */
export class ToastTimers {
  readonly #waiting = new Map<number, Waiting>();
  readonly #end: (id: number) => void;

  constructor(end: (id: number) => void) {
    this.#end = end;
  }

  start(id: number, staysMs: number): void {
    this.stop(id);
    const waiting: Waiting = { staysMs, holds: new Set(), timer: undefined };
    this.#waiting.set(id, waiting);
    this.#run(id, waiting);
  }

  hold(id: number, by: Hold): void {
    const waiting = this.#waiting.get(id);
    waiting?.holds.add(by);
    clearTimeout(waiting?.timer);
  }

  release(id: number, by: Hold): void {
    const waiting = this.#waiting.get(id);
    if (!waiting?.holds.delete(by) || waiting.holds.size > 0) return;
    this.#run(id, waiting);
  }

  stop(id: number): void {
    clearTimeout(this.#waiting.get(id)?.timer);
    this.#waiting.delete(id);
  }

  #run(id: number, waiting: Waiting): void {
    waiting.timer = setTimeout(() => this.#end(id), waiting.staysMs);
  }
}
