/**
 * The 40-city model in flocc 0.7.0, as its documentation writes models: an Environment of Agents whose
 * data is read and written by get and set, a function as `tick`, its own chance (unseeded, as there). In
 * two ways: by default every agent is activated in every tick; with its PriorityScheduler each agent says
 * when it is next, which spares those who do not choose.
 */
import { Agent, Environment, PriorityScheduler, utils } from "flocc";
import {
  adjustRents,
  CITIES,
  type Cities,
  type CityModel,
  chooseCity,
  cityAt,
  foundCities,
  setBase,
  TIES,
} from "./cities.ts";

/** Builds the model of flocc, every agent activated: N households, each chooses with probability p. */
export function buildFlocc(households: number, p: number): CityModel {
  const cities = foundCities(households);
  const choose = choiceAmong(cities);
  const live = (household: Agent) => {
    if (utils.uniform() < p) choose(household);
  };
  return settle(new Environment(), cities, households, live);
}

/** The same, scheduled: households wait a geometric time between choices, as they would with p a tick. */
export function buildScheduledFlocc(households: number, p: number): CityModel {
  const cities = foundCities(households);
  const choose = choiceAmong(cities);
  const wait = () => (p < 1 ? Math.floor(Math.log(1 - utils.uniform()) / Math.log(1 - p)) : 0);
  const live = (household: Agent) => {
    choose(household);
    household.scheduleIn(1 + wait());
  };
  const environment = new Environment({ scheduler: new PriorityScheduler() });
  const model = settle(environment, cities, households, live);
  for (const household of environment.getAgents()) household.scheduleAt(wait());
  return model;
}

/** How a household chooses and moves. */
function choiceAmong({ base, population }: Cities): (household: Agent) => void {
  const friendsIn = new Float64Array(CITIES);
  return (household) => {
    friendsIn.fill(0);
    for (const friend of household.get("friends") as readonly Agent[]) friendsIn[friend.get("city")]!++;
    const here: number = household.get("city");
    const there = chooseCity(base, here, friendsIn, utils.uniform());
    population[here]!--;
    population[there]!++;
    household.set("city", there);
  };
}

function settle(
  environment: Environment,
  cities: Cities,
  households: number,
  live: (household: Agent) => void,
): CityModel {
  for (let i = 0; i < households; i++) {
    const city = cityAt(cities.housing, utils.uniform() * households);
    cities.population[city]!++;
    const household = new Agent({ city });
    household.set("tick", live);
    environment.addAgent(household);
  }
  const agents = environment.getAgents();
  for (const household of agents) {
    household.set(
      "friends",
      Array.from({ length: TIES }, () => otherThan(household, agents)),
    );
  }
  const tick = () => {
    setBase(cities);
    environment.tick();
    adjustRents(cities);
  };
  return { cities, tick };
}

function otherThan(household: Agent, agents: readonly Agent[]): Agent {
  let other = household;
  while (other === household) other = agents[utils.random(0, agents.length - 1)] ?? household;
  return other;
}
