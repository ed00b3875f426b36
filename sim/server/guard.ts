/**
 * Who may talk to this server. A page of a foreign site must not reach it through the user's own
 * browser: the Host must be a name of this machine (against DNS rebinding), and the Origin, where
 * there is one, must be the page that this server gave out.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { hostname, networkInterfaces } from "node:os";
import type { Role } from "../session/protocol.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"] as const;

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const plain = bracketed(host);
  return LOOPBACK.some((name) => name === plain);
}

/** Host names under which this server answers. */
export function namesOfServer(host: string, isPublic: boolean): ReadonlySet<string> {
  const names = new Set<string>([...LOOPBACK, bracketed(host)]);
  if (isPublic) {
    for (const address of ownAddresses()) names.add(bracketed(address));
    const name = hostname().toLowerCase();
    names.add(name).add(`${name}.local`);
  }
  return names;
}

/** Addresses of this machine in its networks. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

/** Why a request is refused, or undefined. */
export function refusal(request: IncomingMessage, names: ReadonlySet<string>): string | undefined {
  const host = hostOf(`http://${request.headers.host ?? ""}`);
  if (host === undefined || !names.has(host.name)) {
    return "Host: open this server by an address of its own machine, such as http://127.0.0.1";
  }
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  return hostOf(origin)?.whole === host.whole
    ? undefined
    : "Origin: only pages of this server may talk to it";
}

/**
 * Role of a connection: on this machine alone everybody steers; in public only who holds the token.
 * @param token undefined: no token is needed
 */
export function roleOf(given: string | null, token: string | undefined): Role {
  if (token === undefined) return "control";
  const wanted = Buffer.from(token);
  const found = Buffer.from(given ?? "");
  return wanted.length === found.length && timingSafeEqual(wanted, found) ? "control" : "view";
}

/** Name, and name with port, of a web address that consists of nothing more. */
function hostOf(address: string): { name: string; whole: string } | undefined {
  if (!/^https?:\/\/[\w.:[\]-]+$/i.test(address)) return undefined;
  try {
    const url = new URL(address);
    return { name: url.hostname.toLowerCase(), whole: url.host.toLowerCase() };
  } catch {
    return undefined;
  }
}

/** IPv6 addresses stand in brackets in a Host. */
function bracketed(host: string): string {
  const lower = host.toLowerCase();
  return lower.includes(":") && !lower.startsWith("[") ? `[${lower}]` : lower;
}
