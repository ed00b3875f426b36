/** `voisinage serve`: the live map. Runs until Ctrl-C. */
import { join } from "node:path";
import { type ServeOptions, serve } from "../server/server.ts";
import { type Arguments, COMMON_OPTIONS } from "./arguments.ts";
import type { Command } from "./command.ts";
import { packageFolder, productVersion } from "./package-folder.ts";

/** Simulates a scenario live and shows it in a browser. */
export const serveCommand: Command = {
  name: "serve",
  summary: "Simulates a scenario live and shows it in a browser, until Ctrl-C.",
  operands: [
    { name: "SCENARIO", help: "file (.yaml, .json) or name of the catalogue", default: "reference" },
  ],
  options: [
    {
      name: "households",
      value: "N",
      help: "simulated households",
      range: { min: 100, max: 5_000_000, whole: true },
    },
    { name: "seed", value: "TEXT", help: "seed of all chance; one seed, one result" },
    { name: "places", value: "FILE", help: "own table of places (CSV) instead of the scenario's" },
    {
      name: "port",
      value: "P",
      help: "port; without it the first free one from 8019 on; 0 for any",
      range: { min: 0, max: 65_535, whole: true },
    },
    { name: "host", value: "ADDRESS", help: "address to listen at; without it this machine alone" },
    { name: "public", help: "open to other machines, which may look but not steer" },
    { name: "no-open", help: "do not open a browser" },
    ...COMMON_OPTIONS,
  ],
  examples: ["serve", "serve telework-right --households 50000 --port 8080"],
  perform: async (args, { terminal, catchInterrupts }) => {
    const signal = catchInterrupts();
    const json = args.flag("json");
    const log = (line: string) => (json ? terminal.err(`${line}\n`) : terminal.out(`${line}\n`));
    const live = await serve(optionsOf(args, log));
    if (json) terminal.out(`${JSON.stringify({ url: live.url, port: live.port })}\n`);
    else if (!args.flag("quiet")) terminal.out("Ctrl-C ends it.\n");
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
    await live.close();
    if (!args.flag("quiet")) terminal.err("Ended.\n");
  },
};

function optionsOf(args: Arguments, log: (line: string) => void): ServeOptions {
  const given = {
    households: args.number("households"),
    seed: args.text("seed"),
    places: args.text("places"),
    port: args.number("port"),
    host: args.text("host"),
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    scenario: args.operand("SCENARIO"),
    ...present,
    public: args.flag("public"),
    open: !args.flag("no-open"),
    viewerFolder: join(packageFolder(), "dist", "viewer"),
    version: productVersion(),
    log,
  };
}
