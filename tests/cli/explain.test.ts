/** The command explain: terms that add up, an outcome that the run confirms, faults that teach. */
import { afterAll, expect, test } from "vitest";
import { main } from "../../sim/cli/main.ts";
import { prepare, runScenario } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { smallWorld } from "../experiment/small-world.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const world = smallWorld();
afterAll(world.remove);

async function explain(...words: string[]) {
  const terminal = fakeTerminal(false, 80, 1);
  const code = await main(["explain", world.path("calm.yaml"), ...words], terminal);
  return { code, out: terminal.output, err: terminal.errors };
}

test("what it says of a mover is what the run does", async () => {
  const run = prepare(loadScenario(world.path("calm.yaml")), { months: 3 });
  const { moves, households } = await runScenario(run);
  expect(moves.count).toBeGreaterThan(0);
  const household = String(moves.household[0]);
  const { out } = await explain("--household", household, "--month", "3", "--json");
  const found = JSON.parse(out);
  const last = found.outcome.bids.at(-1);
  expect(found).toMatchObject({ household: Number(household), month: "2019-03" });
  expect(found.outcome).toMatchObject({ searched: true, moved: true });
  expect(last).toMatchObject({ place: households.data.place[Number(household)], won: true });
  expect(found.stay.place).toBe(moves.origin[0]);
  for (const { terms, total } of [found.stay, ...found.alternatives]) {
    const sum = Object.values(terms as Record<string, number>).reduce((before, each) => before + each, 0);
    expect(sum).toBe(total);
  }
  expect(found.alternatives).toHaveLength(5);
  const text = (await explain("--household", household, "--month", "2019-03")).out;
  expect(text).toContain("It moved.");
  expect(text).toMatch(/total \(V \+ eps\) +-?\d/);
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
});

test.each([
  ["CLI_MISSING", ["--month", "2"], "--household"],
  ["CLI_MISSING", ["--household", "2"], "2019-01 … 2019-12, or 1 … 12"],
  ["CLI_VALUE", ["--household", "2", "--month", "May"], "is not a month"],
  ["EXPLAIN_MONTH", ["--household", "2", "--month", "13"], "outside the run"],
  ["EXPLAIN_MONTH", ["--household", "2", "--month", "2018-12"], "give 2019-01"],
  ["EXPLAIN_MONTH", ["--household", "2", "--month", "0"], "outside the run"],
  ["EXPLAIN_HOUSEHOLD", ["--household", "99999", "--month", "1"], "give 0 … "],
  ["CLI_RANGE", ["--household", "-1", "--month", "1"], "from 0"],
])("%s: %j", async (code, words, said) => {
  const { code: exit, err, out } = await explain(...words, "--json");
  expect(exit).toBe(2);
  expect(err).toContain(said);
  expect(JSON.parse(out).error.code).toBe(code);
});
