/**
 * A larger buffer that holds the first `used` bytes of one and has room for `more` behind them: at
 * least twice as large, so that a writer that appends copies each byte about once.
 */
export const grown = (buffer: Buffer, used: number, more: number): Buffer<ArrayBuffer> => {
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, used + more));
  buffer.copy(larger, 0, 0, used);
  return larger;
};
