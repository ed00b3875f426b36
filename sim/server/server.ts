/**
 * The web server of one live simulation: the viewer's files, `/health`, and the stream. It listens
 * on this machine alone unless it is told to be public.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { UserError, userError } from "../experiment/errors.ts";
import type { EnginePort } from "../session/engine.ts";
import type { Role } from "../session/protocol.ts";
import { fault } from "../session/requests.ts";
import { Session } from "../session/session.ts";
import { openBrowser } from "./browser.ts";
import { type Catalogue, openCatalogue } from "./catalogue.ts";
import { startEngine } from "./engine.ts";
import { isLoopback, namesOfServer, ownAddresses, refusal, roleOf } from "./guard.ts";
import { DEFAULT_PORT, listen } from "./port.ts";
import { type Audience, openAudience, refuseUpgrade, STREAM_LIMITS, type StreamLimits } from "./sockets.ts";
import { answerFile, answerText } from "./static.ts";

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
  /** Stands in for the engine in a worker thread. */
  readonly engine?: EnginePort;
  readonly limits?: Partial<StreamLimits>;
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
/** Times a client has for the head of a request and for the whole of it [ms]. */
const HEAD_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Connections of all kinds at once. */
const MAX_CONNECTIONS = 512;

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

  const server = createServer({ headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, host, options.port);
  const session = new Session({
    engine: options.engine ?? startEngine(catalogue.files),
    describe: (wanted) => describeOrSay(catalogue, wanted),
    choice,
    description,
    firstEpoch: randomBytes(4).readUInt32LE() >>> 1,
    monthsPerSecond: FIRST_PACE,
    minHouseholds: HOUSEHOLDS_LIMITS.min,
    maxHouseholds: HOUSEHOLDS_LIMITS.max,
    now: () => performance.now(),
  });
  const audience = openAudience(session, { ...STREAM_LIMITS, ...options.limits });
  const names = namesOfServer(host, isPublic);
  attach(server, { session, audience, names, folder: options.viewerFolder, token });

  const shown = isPublic && host === "0.0.0.0" ? "127.0.0.1" : host;
  const url = addressOf(shown, port, token);
  say(options, port, url, isPublic, token);
  if (options.open === true) openBrowser(url, { platform: process.platform, env: process.env });
  return { port, url, close: () => shut(server, session, audience) };
}

/** What a request may reach. */
interface Site {
  readonly session: Session;
  readonly audience: Audience;
  readonly names: ReadonlySet<string>;
  readonly folder: string;
  readonly token: string | undefined;
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

function attach(server: Server, site: Site): void {
  server.on("request", (request, response) => {
    answer(site, request, response).catch(() => {
      if (!response.headersSent) answerText(response, 500, "The file could not be read.\n");
      else response.destroy();
    });
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = refusal(request, site.names);
    const url = urlOf(request);
    if (refused !== undefined) refuseUpgrade(socket, 403, "Forbidden", refused);
    else if (url?.pathname !== "/stream") refuseUpgrade(socket, 404, "Not Found", "the stream is at /stream");
    else site.audience.admit(request, socket, head, role(site, url));
  });
  server.on("clientError", (_, socket) => {
    if (socket.writable) refuseUpgrade(socket, 400, "Bad Request", "not a request of HTTP 1.1");
    else socket.destroy();
  });
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusal(request, site.names);
  if (refused !== undefined) return answerText(response, 403, `${refused}\n`);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return answerText(response, 405, "Files are read here with GET.\n");
  }
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (path !== "/health") return answerFile(request, response, site.folder, path);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.end(`${JSON.stringify(site.session.status)}\n`);
}

function role(site: Site, url: URL): Role {
  return roleOf(url.searchParams.get("token"), site.token);
}

function urlOf(request: IncomingMessage): URL | undefined {
  const url = request.url ?? "/";
  return url.startsWith("/") && URL.canParse(url, "http://here") ? new URL(url, "http://here") : undefined;
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

async function shut(server: Server, session: Session, audience: Audience): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await session.close();
  audience.close();
  server.closeAllConnections();
  await closed;
}
