/** Starts the viewer: settings from the address, a connection to the server that sent the page. */
import { signal } from "@preact/signals";
import { render } from "preact";
import { type App, AppContext } from "./app.ts";
import { connect } from "./connection.ts";
import { PaintLoop } from "./paint.ts";
import { Page } from "./parts/Page.tsx";
import { openSettings } from "./settings.ts";
import { Store } from "./store.ts";

/** Address of the stream beside the page; the page's token goes along. */
function streamAddress(): string {
  const address = new URL("stream", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const token = new URLSearchParams(location.search).get("token");
  if (token !== null) address.searchParams.set("token", token);
  return address.href;
}

const store = new Store();
const paint = new PaintLoop();
const connection = connect(streamAddress(), store, (frame) => paint.show(frame));
paint.onPainted(({ epoch, month }) => connection.say({ type: "ack", epoch, month }));

const app: App = {
  settings: openSettings(),
  store,
  paint,
  focus: signal(-1),
  picked: signal(undefined),
  say: (message) => {
    connection.say(message);
  },
};

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(
    <AppContext.Provider value={app}>
      <Page />
    </AppContext.Provider>,
    root,
  );
}
