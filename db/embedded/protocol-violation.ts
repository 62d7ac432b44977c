/** A client said something the protocol or a limit forbids: it is told why and the connection ends. */
export class ProtocolViolation extends Error {
  readonly sqlState: string;

  constructor(sqlState: string, text: string) {
    super(text);
    this.name = "ProtocolViolation";
    this.sqlState = sqlState;
  }
}
