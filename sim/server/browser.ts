/** Opening the viewer in the user's browser, where there is a desktop. */
import { spawn } from "node:child_process";

/** What decides whether and how a browser is opened. */
export interface Desktop {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Program and arguments that open an address; undefined without a desktop. */
export function openingCommand(url: string, desktop: Desktop): readonly [string, ...string[]] | undefined {
  if (desktop.platform === "darwin") return ["open", url];
  if (desktop.platform === "win32") return ["cmd", "/c", "start", "", url.replaceAll("&", "^&")];
  const hasDisplay = Boolean(desktop.env.DISPLAY) || Boolean(desktop.env.WAYLAND_DISPLAY);
  return hasDisplay ? ["xdg-open", url] : undefined;
}

/** Opens an address if it can; whether a browser then shows it is not this program's business. */
export function openBrowser(url: string, desktop: Desktop): void {
  const command = openingCommand(url, desktop);
  if (command === undefined) return;
  const [program, ...args] = command;
  try {
    const child = spawn(program, args, { stdio: "ignore", detached: true });
    child.on("error", () => {});
    child.unref();
  } catch {
    // No browser: the address stands in the terminal.
  }
}
