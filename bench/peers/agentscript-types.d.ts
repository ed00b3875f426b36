/** What the comparison uses of AgentScript, which comes without types. */
declare module "agentscript" {
  interface World {
    readonly minX: number;
    readonly maxX: number;
    readonly minY: number;
    readonly maxY: number;
    readonly minZ: number;
    readonly maxZ: number;
  }
  export interface Turtle {
    readonly id: number;
  }
  interface Turtles extends ReadonlyArray<Turtle> {
    create(count: number, initialise: (turtle: Turtle) => void): readonly Turtle[];
    ask(behave: (turtle: Turtle) => void): void;
    otherOneOf(turtle: Turtle): Turtle;
  }
  export class Model {
    constructor(world?: World);
    readonly turtles: Turtles;
    setup(): void;
    step(): void;
  }
  const chance: { randomFloat(max: number): number };

  export { chance as util };
}
