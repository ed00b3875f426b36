/** What ties know of how far their ends live apart (ODD 7.6), after people have moved. */
import { expect, it } from "vitest";
import { EMPTY } from "../../sim/model/state.ts";
import { distanceStep, stepKm } from "../../sim/model/tie-labels.ts";
import { simulate } from "./cities.ts";

it("every tie has the distance of where its ends live now, at both ends, also of those who moved", () => {
  const sim = simulate({ households: 2000 }, 8);
  const { place, status } = sim.households.data;
  const { partner, label, count, slots } = sim.ties;
  const { km, places } = sim.geography;
  let apart = 0;
  for (let i = 0; i < place.length; i++) {
    if (status[i] === EMPTY) continue;
    for (let at = i * slots; at < i * slots + count[i]!; at++) {
      const distance = km[place[i]! * places + place[partner[at]!]!]!;
      expect(label[at]! >> 3).toBe(distanceStep(distance));
      if (distance > 30) apart++;
    }
  }
  expect(apart).toBeGreaterThan(100);
  expect(sim.moveCounts.all[0]).toBeGreaterThan(5);
});

it("a step of distance stands for its middle: within an eighth of 1 + km", () => {
  for (const km of [0.5, 4, 20, 90, 600]) {
    const ratio = (1 + stepKm(distanceStep(km))) / (1 + km);
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(1.125);
  }
});
