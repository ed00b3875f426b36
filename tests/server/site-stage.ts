/** A site over a session with a fake engine, and clients that may misbehave. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { openSite, type SiteOptions } from "../../sim/server/site.ts";
import { decodeFrame, type Frame } from "../../sim/session/frames.ts";
import type { ServerMessage } from "../../sim/session/protocol.ts";
import { type FakeEngine, SHAPE, stage } from "../session/fake-engine.ts";

/** A built viewer in miniature, with things around it that are nobody's business. */
export function viewerFolder(): { folder: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "voisinage-site-"));
  const folder = join(root, "viewer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>voisinage</title>");
  writeFileSync(join(folder, "validation.html"), "<!doctype html><style>p{}</style><title>why</title>");
  writeFileSync(join(folder, "assets", "index-abc123.js"), "export {};");
  writeFileSync(join(folder, ".hidden"), "hidden");
  writeFileSync(join(root, "secret.txt"), "secret");
  symlinkSync(join(root, "secret.txt"), join(folder, "link.txt"));
  return { folder, remove: () => rmSync(root, { recursive: true }) };
}

export interface Stage {
  readonly port: number;
  readonly engine: FakeEngine;
  readonly clients: () => number;
  close(): Promise<void>;
}

/** Opens a site on a free port. */
export async function openStage(options: Partial<SiteOptions> = {}): Promise<Stage> {
  const viewer = viewerFolder();
  const { engine, session } = stage();
  const site = await openSite({
    host: "127.0.0.1",
    port: 0,
    isPublic: false,
    token: undefined,
    viewerFolder: viewer.folder,
    ...options,
  });
  site.show(session);
  return {
    port: site.port,
    engine,
    clients: () => session.status.clients,
    close: async () => {
      await session.close();
      await site.close();
      viewer.remove();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Asks exactly as told: no path is tidied up on the way. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Sends raw bytes and waits for the end of the connection; returns what came back. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (part) => {
      answer += part.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

/** A viewer by WebSocket. */
export class SocketViewer {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly frames: Frame[] = [];
  closedWith: number | undefined;
  refusedWith: number | undefined;

  constructor(port: number, options: { headers?: Record<string, string>; path?: string } = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${options.path ?? "/stream"}`, {
      headers: options.headers ?? {},
      perMessageDeflate: false,
    });
    this.socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!isBinary) this.messages.push(JSON.parse(data.toString()));
      else {
        const copy = new Uint8Array(data).buffer as ArrayBuffer;
        const frame = decodeFrame(copy, SHAPE);
        if (typeof frame !== "string") this.frames.push(frame);
      }
    });
    this.socket.on("unexpected-response", (_, response) => {
      this.refusedWith = response.statusCode;
    });
    this.socket.on("error", () => {});
    this.socket.on("close", (code: number) => {
      this.closedWith = code;
    });
  }

  say(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  get codes(): string[] {
    return this.messages.flatMap((message) => (message.type === "error" ? [message.code] : []));
  }

  has(type: ServerMessage["type"]): boolean {
    return this.messages.some((message) => message.type === type);
  }
}

/** Waits until something holds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 25_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what} did not come within 25 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
