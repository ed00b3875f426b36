/** The web site of one session: the viewer's files, `/health` and `/stream`, guarded and bounded. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Role } from "../session/protocol.ts";
import type { Session } from "../session/session.ts";
import { namesOfServer, refusal, roleOf } from "./guard.ts";
import { listen } from "./port.ts";
import { type Audience, openAudience, refuseUpgrade, STREAM_LIMITS, type StreamLimits } from "./sockets.ts";
import { answerFile, answerText, SAFE_HEADERS } from "./static.ts";

/** Times a client has for the head of a request and for the whole of it [ms]. */
export interface HttpLimits {
  readonly headMs: number;
  readonly requestMs: number;
  /** Connections of all kinds at once. */
  readonly maxConnections: number;
}

export const HTTP_LIMITS: HttpLimits = { headMs: 5_000, requestMs: 10_000, maxConnections: 512 };

export interface SiteOptions {
  readonly host: string;
  /** Undefined: the default port, or the next that is free; 0: any. */
  readonly port: number | undefined;
  /** True: other machines may come; Hosts of this machine's networks are allowed. */
  readonly isPublic: boolean;
  /** Whoever steers must give it; undefined: everybody steers. */
  readonly token: string | undefined;
  readonly viewerFolder: string;
  readonly limits?: Partial<StreamLimits & HttpLimits> | undefined;
}

/** A place to listen at, taken before there is anything to show. */
export interface Site {
  readonly port: number;
  /** Opens the site to a session. */
  show(session: Session): void;
  /** Ends every connection; the session's end comes first. */
  close(): Promise<void>;
}

interface Shown {
  readonly session: Session;
  readonly audience: Audience;
  readonly names: ReadonlySet<string>;
  readonly folder: string;
  readonly token: string | undefined;
}

/**
 * Takes a port.
 * @throws UserError SERVER_*
 */
export async function openSite(options: SiteOptions): Promise<Site> {
  const limits = { ...STREAM_LIMITS, ...HTTP_LIMITS, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headMs),
  });
  server.maxConnections = limits.maxConnections;
  const port = await listen(server, options.host, options.port);
  let audience: Audience | undefined;
  return {
    port,
    show: (session) => {
      audience = openAudience(session, limits);
      const names = namesOfServer(options.host, options.isPublic);
      attach(server, { session, audience, names, folder: options.viewerFolder, token: options.token });
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      audience?.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function attach(server: Server, site: Shown): void {
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

async function answer(site: Shown, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusal(request, site.names);
  if (refused !== undefined) return answerText(response, 403, `${refused}\n`);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return answerText(response, 405, "Files are read here with GET.\n");
  }
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (path !== "/health") return answerFile(request, response, site.folder, path);
  const type = "application/json; charset=utf-8";
  response.writeHead(200, { ...SAFE_HEADERS, "Content-Type": type, "Cache-Control": "no-store" });
  response.end(`${JSON.stringify(site.session.status)}\n`);
}

function role(site: Shown, url: URL): Role {
  return roleOf(url.searchParams.get("token"), site.token);
}

function urlOf(request: IncomingMessage): URL | undefined {
  const url = request.url ?? "/";
  return url.startsWith("/") && URL.canParse(url, "http://here") ? new URL(url, "http://here") : undefined;
}
