let aheadMs = 0;

/** Notes how far this computer's clock runs ahead of the server's, from a message just received. */
export const noteServerTime = (serverTime: string): void => {
  const serverMs = Date.parse(serverTime);
  if (Number.isFinite(serverMs)) aheadMs = Date.now() - serverMs;
};

/** Now by the server's clock, ms since the Unix epoch: every age on screen is measured with it. */
export const serverNowMs = (): number => Date.now() - aheadMs;
