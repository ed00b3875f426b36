/** What every part of the page shares: settings, store, connection and the paint loop. */
import type { Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ClientMessage } from "../sim/session/protocol.ts";
import type { PaintLoop } from "./paint.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

export interface App {
  readonly settings: Settings;
  readonly store: Store;
  readonly paint: PaintLoop;
  /** Class of city brought forward in the charts, an index, or -1. */
  readonly focus: Signal<number>;
  /** Dense index of the area whose card is open; undefined: none. */
  readonly picked: Signal<number | undefined>;
  /** Sends a wish to the simulation. */
  readonly say: (message: ClientMessage) => void;
}

export const AppContext = createContext<App | undefined>(undefined);

/** The page's app. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("a part of the page stands outside AppContext");
  return app;
}
