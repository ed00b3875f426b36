/**
 * Serving one live simulation: scenario, session, engine and web site put together. It listens on
 * this machine alone unless it is told to be public.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError, userError } from "../experiment/errors.ts";
import type { EnginePort } from "../session/engine.ts";
import { fault } from "../session/requests.ts";
import { Session } from "../session/session.ts";
import { openBrowser } from "./browser.ts";
import { type Catalogue, openCatalogue } from "./catalogue.ts";
import { startEngine } from "./engine.ts";
import { isLoopback, ownAddresses } from "./guard.ts";
import { DEFAULT_PORT } from "./port.ts";
import { type HttpLimits, openSite } from "./site.ts";
import type { StreamLimits } from "./sockets.ts";

export interface ServeOptions {
  /** File of a scenario, or its name in the catalogue. */
  readonly scenario: string;
  /** Simulated households; absent: the scenario's, or a number that starts at once. */
  readonly households?: number;
  /** Absent: the scenario's. */
  readonly seed?: string;
  /** A table of places of the user's own instead of the built-in world. */
  readonly places?: string;
  /** Absent: the default one, or the next that is free; 0: any. */
  readonly port?: number;
  readonly host?: string;
  /** Open to other machines: those without the token may only look. */
  readonly public?: boolean;
  /** Version of the product, for the provenance of pictures. */
  readonly version: string;
  /** The built viewer. */
  readonly viewerFolder: string;
  /** Opens a browser where there is a desktop. */
  readonly open?: boolean;
  /** Takes a line for the user. */
  readonly log: (line: string) => void;
  /** Stands in for the engines in threads of their own. */
  readonly openEngine?: () => EnginePort;
  readonly limits?: Partial<StreamLimits & HttpLimits>;
}

export interface LiveServer {
  readonly port: number;
  /** Address to open, with the token if there is one. */
  readonly url: string;
  close(): Promise<void>;
}

/** Pace at the start [months/s]. */
const FIRST_PACE = 4;
const HOUSEHOLDS_LIMITS = { min: 100, max: 5_000_000 } as const;

/**
 * Serves a live simulation. The page and the world can be had at once; the population follows.
 * @throws UserError for a bad scenario, port or host, before anything runs
 */
export async function serve(options: ServeOptions): Promise<LiveServer> {
  const isPublic = options.public === true;
  const host = options.host ?? (isPublic ? "0.0.0.0" : "127.0.0.1");
  check(options, host, isPublic);
  const catalogue = openCatalogue(options.scenario, options.places, options.version);
  const choice = catalogue.choose(options.households, options.seed);
  const description = catalogue.describe(choice);
  const token = isPublic ? randomBytes(9).toString("base64url") : undefined;

  const { port: wanted, viewerFolder, limits } = options;
  const site = await openSite({ host, port: wanted, isPublic, token, viewerFolder, limits });
  const session = new Session({
    openEngine: options.openEngine ?? (() => startEngine(catalogue.files)),
    describe: (asked) => describeOrSay(catalogue, asked),
    choice,
    description,
    firstEpoch: randomBytes(4).readUInt32LE() >>> 1,
    monthsPerSecond: FIRST_PACE,
    minHouseholds: HOUSEHOLDS_LIMITS.min,
    maxHouseholds: HOUSEHOLDS_LIMITS.max,
    now: () => performance.now(),
  });
  site.show(session);

  const shown = isPublic && host === "0.0.0.0" ? "127.0.0.1" : host;
  const url = addressOf(shown, site.port, token);
  say(options, site.port, url, isPublic, token);
  if (options.open === true) openBrowser(url, { platform: process.platform, env: process.env });
  const close = async () => {
    await session.close();
    await site.close();
  };
  return { port: site.port, url, close };
}

/** @throws UserError for options that cannot work */
function check(options: ServeOptions, host: string, isPublic: boolean): void {
  if (!isPublic && !isLoopback(host)) {
    const message = "would open the server to other machines; add --public if that is meant";
    throw userError("SERVER_NOT_PUBLIC", `--host ${host}`, message);
  }
  const { households } = options;
  const { min, max } = HOUSEHOLDS_LIMITS;
  if (households !== undefined && !(Number.isInteger(households) && households >= min && households <= max)) {
    throw userError("SERVER_HOUSEHOLDS", "--households", `${households}; a live run has ${min} … ${max}`);
  }
  if (!existsSync(join(options.viewerFolder, "index.html"))) {
    throw userError("SERVER_VIEWER", options.viewerFolder, "holds no viewer; build it with: npm run build");
  }
}

function describeOrSay(catalogue: Catalogue, choice: Parameters<Catalogue["describe"]>[0]) {
  try {
    return catalogue.describe(choice);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return fault(error.code, error.message);
  }
}

function addressOf(host: string, port: number, token: string | undefined): string {
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `http://${name}:${port}/${token === undefined ? "" : `?token=${token}`}`;
}

function say(
  options: ServeOptions,
  port: number,
  url: string,
  isPublic: boolean,
  token: string | undefined,
): void {
  if (options.port === undefined && port !== DEFAULT_PORT) {
    options.log(`Port ${DEFAULT_PORT} is in use; this is ${port}.`);
  }
  options.log(`Live at ${url}`);
  if (!isPublic) return;
  for (const address of ownAddresses())
    options.log(`To look from another machine: ${addressOf(address, port, undefined)}`);
  if (token !== undefined) options.log("Whoever has the address with the token may steer.");
}
