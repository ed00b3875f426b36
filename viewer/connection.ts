/**
 * The way to the simulation: a WebSocket that comes back by itself. After a loss it tries again
 * after half a second, then later and later, at most every two seconds, and resumes where it was.
 */
import type { Frame } from "../sim/session/frames.ts";
import type { ClientMessage } from "../sim/session/protocol.ts";
import type { Store } from "./store.ts";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 2000;
const WAIT_GROWTH = 1.5;

export interface Connection {
  /** Sends if the connection is open; otherwise nothing happens, and false is returned. */
  say(message: ClientMessage): boolean;
  close(): void;
}

/**
 * Connects, and stays connected.
 * @param address of the session, such as ws://127.0.0.1:4173/session
 * @param paint called with each new frame; it acknowledges the frame when it is painted
 */
export function connect(address: string, store: Store, paint: (frame: Frame) => void): Connection {
  let socket: WebSocket | undefined;
  let wait = FIRST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const open = (): void => {
    const now = new WebSocket(address);
    socket = now;
    now.binaryType = "arraybuffer";
    now.onopen = () => now.send(JSON.stringify(store.request()));
    now.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === "string") {
        store.hear(data);
        if (store.link.value.type === "outdated") return close();
        wait = FIRST_WAIT;
        store.link.value = { type: "open" };
      } else {
        const frame = store.take(data);
        if (frame !== undefined) paint(frame);
        else if (store.error.value?.code !== "FRAME") now.send(JSON.stringify({ type: "join" }));
      }
    };
    now.onclose = () => {
      if (closed || socket !== now) return;
      store.link.value = { type: "lost", at: Date.now() + wait };
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT, wait * WAIT_GROWTH);
    };
  };

  const close = (): void => {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  };

  open();
  return {
    say: (message) => {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close,
  };
}
