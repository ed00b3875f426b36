/** Who joins and leaves commons in a month (ODD 7.7), asked one by one: no shortcut leaves anybody out. */
import { expect, it } from "vitest";
import { deriveKey, hash, uniform } from "../../sim/core/random.ts";
import { joinProbability, shareCommons } from "../../sim/model/commons.ts";
import { isTurn, turnAt } from "../../sim/model/lineage-turns.ts";
import { EMPTY } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";
import { simulate } from "./cities.ts";

it.each([
  [0, 6],
  [0.8, 0.1],
])(
  "whoever's draw lies below the probability joins, nobody else (open %d, weight of ties %d)",
  (open, ties) => {
    const parameters = { commonsJoinMost: 0.6, commonsTies: ties, commonsWelcome: 3 };
    const sim = simulate({ households: 4000, parameters });
    const h = sim.households.data;
    sim.levers["commons.openness"] = open;
    for (let i = 0; i < 4000; i++) h.commons[i] = i % 4 === 0 ? 1 : 0;
    sim.month = 24;
    const key = deriveKey(sim.input.runKey, STREAM.commons, sim.month);
    const turn = turnAt(sim.month, 6);
    const before = h.commons.slice();
    const asked = [...h.id.keys()].filter((i) => h.status[i] !== EMPTY && isTurn(h.id[i]!, turn));
    const draw = (i: number) => uniform(hash(key.k0, key.k1, h.id[i]!, 0));
    const joining = asked.filter((i) => before[i] === 0 && draw(i) < joinProbability(sim, i));
    const { commonsLeave, commonsLeaveTired } = sim.parameters;
    const leaves = (i: number) => {
      const moved = h.movedAt[i]! >= 18 && h.movedAt[i]! < 24;
      return moved || draw(i) < commonsLeave + (commonsLeaveTired * h.fatigue[i]!) / 255;
    };
    const leaving = asked.filter((i) => before[i] === 1 && leaves(i));
    shareCommons(sim);
    const joined = [...before.keys()].filter((i) => before[i] === 0 && h.commons[i] === 1);
    const left = [...before.keys()].filter((i) => before[i] === 1 && h.commons[i] === 0);
    expect(joined).toEqual(joining);
    expect(left).toEqual(leaving);
    expect(Math.min(joined.length, left.length)).toBeGreaterThan(5);
  },
);
