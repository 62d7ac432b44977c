import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Networks where no push service is: an address there would reach into the operator's own (RFC 6890). */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, "ipv4");

/** Of IPv6 only global unicast is public, without what stands for another network inside it. */
const GLOBAL_V6 = new BlockList();
GLOBAL_V6.addSubnet("2000::", 3, "ipv6");
const EMBEDDED_V6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  EMBEDDED_V6.addSubnet(network, bits, "ipv6");

/** Whether an address is one of the public internet. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return family === 6 && GLOBAL_V6.check(address, "ipv6") && !EMBEDDED_V6.check(address, "ipv6");
};

/** Names that only mean something inside a network (RFC 6761, RFC 8375). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home|corp|test|invalid|home\.arpa)$/;

/** Where a stand-in for a push service may listen, in tests. */
const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && hostname === "127.0.0.1";

/**
 * Why a push service cannot be at an endpoint, as words that go on after the field's name; undefined
 * when it can. What its name resolves to is looked at when it is sent to: it may change.
 */
export const endpointFault = (endpoint: string, allowsLoopback: boolean): string | undefined => {
  const url = new URL(endpoint);
  const { protocol, hostname, port, username, password } = url;
  if (allowsLoopback && isLoopback(url)) return undefined;
  if (protocol !== "https:") return "must be an https address";
  if (username !== "" || password !== "") return "must not hold a user name or a password";
  if (port !== "") return "must be on the port of https";
  const isName = isIP(hostname) === 0 && !hostname.startsWith("[") && hostname.includes(".");
  return isName && !LOCAL_NAME.test(hostname) ? undefined : "must name a public host";
};

/** Looks a name up, and fails unless all of its addresses are public. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden) return callback(new Error(`${hostname} is at ${hidden.address}, not public`), []);
    const [first] = addresses;
    if (options.all === true || !first) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};
