/** The viewer's files: regular files of one folder, nothing else, with their types and safe headers. */
import { readFile, realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";

const TYPES: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".geojson", "application/geo+json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".ico", "image/x-icon"],
  [".webmanifest", "application/manifest+json; charset=utf-8"],
  [".woff2", "font/woff2"],
  [".txt", "text/plain; charset=utf-8"],
]);

/** The page runs its own scripts, talks to its own server, and nothing else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The report of the validation has its styles in itself, and no script. */
const REPORT = "/validation.html";
const REPORT_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers of every answer. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Names under /assets/ hold a digest of what is in them: they never change. */
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";

/** Answers with a short text. */
export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
  });
  response.end(text);
}

/**
 * Answers a GET or HEAD with a file.
 * @param path of the request, without its query
 */
export async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string,
): Promise<void> {
  const file = await fileOf(folder, path);
  if (file === undefined) {
    answerText(response, 404, "There is no such page here. The viewer is at /\n");
    return;
  }
  const tag = `"${file.bytes.toString(36)}-${Math.floor(file.changed).toString(36)}"`;
  const headers = {
    ...SAFE_HEADERS,
    ...(path === REPORT ? { "Content-Security-Policy": REPORT_POLICY } : {}),
    "Cache-Control": path.startsWith("/assets/") ? FOR_EVER : ASK_AGAIN,
    ETag: tag,
  };
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = await readFile(file.path);
  const type = TYPES.get(extname(file.path)) ?? "application/octet-stream";
  response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": body.byteLength });
  response.end(request.method === "HEAD" ? undefined : body);
}

interface File {
  readonly path: string;
  readonly bytes: number;
  /** [ms] */
  readonly changed: number;
}

/** The regular file that a path names, links followed, if it lies inside the folder. */
async function fileOf(folder: string, path: string): Promise<File | undefined> {
  const names = namesOf(path);
  if (names === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const real = await realpath(join(root, ...names));
    const about = await stat(real);
    if (!real.startsWith(root + sep) || !about.isFile()) return undefined;
    return { path: real, bytes: about.size, changed: about.mtimeMs };
  } catch {
    return undefined;
  }
}

/** Names along a path; undefined if one of them is no plain file name. */
function namesOf(path: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded === "/") return ["index.html"];
  const names = decoded.slice(1).split("/");
  const plain = names.every((name) => /^[\w-][\w .@+-]*$/.test(name));
  return decoded.startsWith("/") && plain ? names : undefined;
}
