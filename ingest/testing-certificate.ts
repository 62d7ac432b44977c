import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

/** A certificate for this machine that signs itself, in files as the settings want them. */
export type TestCertificate = {
  readonly certFile: string;
  readonly keyFile: string;
  /** The certificate again: what a client has to trust. */
  readonly ca: string;
  /** Deletes the files. */
  readonly remove: () => Promise<void>;
};

/** X.509 general names (RFC 5280 §4.2.1.6). */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** Makes one with a new key, for `localhost` and 127.0.0.1. Remove it in `afterAll`. */
export const makeTestCertificate = async (): Promise<TestCertificate> => {
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: DNS_NAME, value: "localhost" },
          { type: IP_ADDRESS, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), "roadledger-tls-"));
  const certFile = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  await writeFile(certFile, cert);
  await writeFile(keyFile, key, { mode: 0o600 });
  return { certFile, keyFile, ca: cert, remove: () => rm(folder, { recursive: true }) };
};
