/** Naive twin of the indicators of platforms and commons (sim/output/digital-indicators.ts). */
import { COUNTRIES, PLACE_CLASSES } from "../../sim/model/places.ts";
import { EMPTY, type Simulation } from "../../sim/model/state.ts";
import { neighbourhoodsOf } from "./commons.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Shares of households by group: all, then the classes. */
export function ofPlatformsAndCommons(sim: Simulation): Readonly<Record<string, readonly number[]>> {
  const h = sim.households.data;
  const { placeClass } = sim.input.places;
  const all = Array.from({ length: sim.households.rows }, (_, i) => i).filter((i) => h.status[i] !== EMPTY);
  const groups = [all, ...PLACE_CLASSES.map((_, c) => all.filter((i) => placeClass[h.place[i]!] === c))];
  const percent = (test: (i: number) => boolean) =>
    groups.map((members) => (100 * members.filter(test).length) / Math.max(1, members.length));
  const has = (bit: number) => (i: number) => Math.floor(h.platforms[i]! / bit) % 2 === 1;
  return {
    compulsion: percent((i) => h.habit[i]! > sim.parameters.compulsion),
    platformGiantA: percent(has(1)),
    platformGiantB: percent(has(2)),
    platformCommons: percent(has(4)),
    platformHhi: groups.map((members) => concentration(sim, members, has)),
    capture: groups.map((members) => capture(sim, members, has) / Math.max(1, members.length)),
    commonsMembers: percent((i) => h.commons[i] === 1),
    commonsClosure: groups.map((_, g) => closure(sim, g)),
  };
}

type Has = (bit: number) => (i: number) => boolean;

/** Squares of the parts of uses by owner; a broken up giant has two. */
function concentration(sim: Simulation, members: readonly number[], has: Has): number {
  const [a, b, c] = [1, 2, 4].map((bit) => members.filter(has(bit)).length) as [number, number, number];
  const second = (a * sim.levers["platforms.breakUp"]) / 2;
  const first = a * (1 - sim.levers["platforms.breakUp"] / 2);
  const uses = a + b + c;
  return uses === 0 ? 0 : sum([first, second, b, c].map((each) => (each / uses) * (each / uses)));
}

/** Price in data less levy, over all users. */
function capture(sim: Simulation, members: readonly number[], has: Has): number {
  const { country } = sim.input.places;
  const { place } = sim.households.data;
  const each = COUNTRIES.flatMap((_, c) =>
    [1, 2, 4].map((bit, k) => {
      const users = members.filter((i) => country[place[i]!] === c && has(bit)(i)).length;
      return users * Math.max(0, sim.platforms.data.dataPrice[3 * c + k]! - sim.levers["platforms.levy"]);
    }),
  );
  return sum(each);
}

/** Closure of the neighbourhoods of a group, each by its members. */
function closure(sim: Simulation, g: number): number {
  const { placeClass } = sim.input.places;
  const found = neighbourhoodsOf(sim)
    .filter(({ place }) => g === 0 || placeClass[place] === g - 1)
    .map(({ at }) => at);
  const { members, closure: of } = sim.neighbourhoods.data;
  return sum(found.map((n) => members[n]! * of[n]!)) / Math.max(1, sum(found.map((n) => members[n]!)));
}
