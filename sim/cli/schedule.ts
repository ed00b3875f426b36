/** `voisinage schedule`: the month as a table. */
import { SCHEDULE } from "../model/schedule.ts";
import { COMMON_OPTIONS } from "./arguments.ts";
import { type Command, table } from "./command.ts";

/** Prints the list of the month: order, process, section of the ODD, columns read and written. */
export const scheduleCommand: Command = {
  name: "schedule",
  summary: "Prints the processes of a month in their order, with what each reads and writes.",
  operands: [],
  options: COMMON_OPTIONS,
  examples: ["schedule", "schedule --json"],
  perform: async (args, { terminal }) => {
    const processes = SCHEDULE.map(({ name, section, reads, writes }) => {
      return { name, section, reads: reads.split(", "), writes: writes.split(", ") };
    });
    if (args.flag("json")) {
      terminal.out(`${JSON.stringify({ processes })}\n`);
      return;
    }
    const rows = processes.flatMap(({ name, section, reads, writes }, order) => [
      [`${order + 1} ${name}`, `section ${section} of the ODD`] as const,
      ["   reads", reads.join(", ")] as const,
      ["   writes", writes.join(", ")] as const,
    ]);
    terminal.out(`One month, in this order:\n\n${table(rows)}`);
  },
};
