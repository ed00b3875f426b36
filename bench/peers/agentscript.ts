/**
 * The 40-city model in AgentScript 0.10.27, as its own models are written: a subclass of Model, households
 * as turtles that carry their own variables, `ask` for behaviour, its own chance (unseeded, as in its
 * models: seeding would slow it down). Ties are references, which is leaner than its links.
 */
import type { Turtle } from "agentscript";
import {
  adjustRents,
  CITIES,
  type CityModel,
  chooseCity,
  cityAt,
  foundCities,
  setBase,
  TIES,
} from "./cities.ts";

/** Its package looks for a canvas when it is loaded, which only browsers have; nothing is drawn. */
class NoCanvas {
  getContext(): object {
    return {};
  }
}
if (!("OffscreenCanvas" in globalThis)) Object.assign(globalThis, { OffscreenCanvas: NoCanvas });
const { Model, util } = await import("agentscript");

interface Household extends Turtle {
  city: number;
  friends: readonly Household[];
}

class CityChoice extends Model {
  readonly cities;
  private readonly households: number;
  private readonly p: number;
  private readonly friendsIn = new Float64Array(CITIES);

  constructor(households: number, p: number) {
    super({ minX: 0, maxX: 0, minY: 0, maxY: 0, minZ: 0, maxZ: 0 });
    this.cities = foundCities(households);
    this.households = households;
    this.p = p;
  }

  override setup() {
    const { housing, population } = this.cities;
    this.turtles.create(this.households, (turtle) => {
      const household = turtle as Household;
      household.city = cityAt(housing, util.randomFloat(this.households));
      population[household.city]!++;
    });
    this.turtles.ask((turtle) => {
      const household = turtle as Household;
      household.friends = Array.from({ length: TIES }, () => this.turtles.otherOneOf(turtle) as Household);
    });
  }

  override step() {
    setBase(this.cities);
    this.turtles.ask((turtle) => {
      if (util.randomFloat(1) < this.p) this.choose(turtle as Household);
    });
    adjustRents(this.cities);
  }

  private choose(household: Household) {
    const { base, population } = this.cities;
    this.friendsIn.fill(0);
    for (const friend of household.friends) this.friendsIn[friend.city]!++;
    const there = chooseCity(base, household.city, this.friendsIn, util.randomFloat(1));
    population[household.city]!--;
    population[there]!++;
    household.city = there;
  }
}

/** Builds the model of AgentScript: N households, each chooses in a tick with probability p. */
export function buildAgentscript(households: number, p: number): CityModel {
  const model = new CityChoice(households, p);
  model.setup();
  return { cities: model.cities, tick: () => model.step() };
}
