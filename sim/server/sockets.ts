/** WebSockets over a session: limits on everything, and no dead connection kept. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { Role } from "../session/protocol.ts";
import type { Session } from "../session/session.ts";

/** Limits of the stream. */
export interface StreamLimits {
  /** Viewers at once. */
  readonly maxClients: number;
  /** Longest message of a viewer [bytes], and fragments it may come in. */
  readonly maxPayload: number;
  readonly maxFragments: number;
  /** Unsent bytes to one viewer before its connection ends. */
  readonly maxBuffered: number;
  /** A viewer that does not answer a ping within this time is gone [ms]. */
  readonly heartbeatMs: number;
}

export const STREAM_LIMITS: StreamLimits = {
  maxClients: 200,
  maxPayload: 64 * 1024,
  maxFragments: 16,
  maxBuffered: 16 * 1024 * 1024,
  heartbeatMs: 10_000,
};

/** The viewers of a session that come by WebSocket. */
export interface Audience {
  admit(request: IncomingMessage, socket: Duplex, head: Buffer, role: Role): void;
  close(): void;
}

/** Opens a session to viewers. */
export function openAudience(session: Session, limits: StreamLimits): Audience {
  const { maxPayload, maxFragments } = limits;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload,
    maxFragments,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const silent = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();
  return {
    admit: (request, socket, head, role) => {
      if (server.clients.size >= limits.maxClients) {
        refuseUpgrade(socket, 503, `Service Unavailable`, `at most ${limits.maxClients} viewers at once`);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on("pong", () => silent.delete(webSocket));
        connect(session, webSocket, role, limits);
      });
    },
    close: () => {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** Joins a socket to the session. */
function connect(session: Session, socket: WebSocket, role: Role, limits: StreamLimits): void {
  const channel = {
    send: (message: string | ArrayBuffer) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > limits.maxBuffered) socket.terminate();
      else socket.send(message);
    },
    close: (code: string) => socket.close(closeCode(code), code),
  };
  // Errors end in "close"; ws itself answers broken frames and oversize with the standard's codes.
  socket.on("error", () => {});
  const attendance = session.admit(channel, role);
  socket.on("close", () => attendance.leave());
  socket.on("message", (data: RawData, isBinary: boolean) => {
    attendance.receive(isBinary ? "" : String(data));
  });
}

/** Close code of the WebSocket standard for a code of ours. */
function closeCode(code: string): number {
  return code === "SERVER_CLOSED" ? 1001 : 1008;
}

/** Refuses a handshake in plain HTTP. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string, text: string): void {
  const body = `${text}\n`;
  socket.on("error", () => {});
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
