let aheadMs = 0;
/** When the line to the server was lost, ms of this computer's clock; undefined while it holds. */
let lineLostMs: number | undefined;

/** Notes how far this computer's clock runs ahead of the server's, from a message just received. */
export const noteServerMs = (serverMs: number): void => {
  if (Number.isFinite(serverMs)) aheadMs = Date.now() - serverMs;
};

/** The same from a time as JSON carries it. */
export const noteServerTime = (serverTime: string): void => noteServerMs(Date.parse(serverTime));

/** How far this computer's clock runs ahead of the server's, ms. */
export const aheadOfServerMs = (): number => aheadMs;

/** Notes how far this computer's clock ran ahead when it last heard from the server, ms. */
export const noteAheadOfServer = (ms: number): void => {
  aheadMs = ms;
};

/** Now by the server's clock, ms since the Unix epoch: every age on screen is measured with it. */
export const serverNowMs = (): number => Date.now() - aheadMs;

/** Notes since when nothing can be heard, ms of this computer's clock; undefined: it can again. */
export const noteLineLost = (sinceMs: number | undefined): void => {
  lineLostMs = sinceMs;
};

/**
 * The moment by which silence is judged, ms of the server's clock: `nowMs`, but none after the line to the
 * server was lost. Whatever is not heard from then on says nothing about the cars.
 */
export const hearingMs = (nowMs: number): number =>
  lineLostMs === undefined ? nowMs : Math.min(nowMs, lineLostMs - aheadMs);
