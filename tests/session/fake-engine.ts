/** An engine for the tests: records what it is told, reports what the test says. */
import { LEVERS } from "../../sim/model/levers.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import type { EngineCommand, EngineEvent, EnginePort, RunChoice } from "../../sim/session/engine.ts";
import { decodeMonth, encodeFrame, type Frame } from "../../sim/session/frames.ts";
import { GROUPS, type Role, type ServerMessage } from "../../sim/session/protocol.ts";
import { type Attendance, type RunDescription, Session } from "../../sim/session/session.ts";

export const SHAPE = { indicators: 3, places: 5 };
export const START_MONTH = 12;
export const FIRST_EPOCH = 7;

export class FakeEngine implements EnginePort {
  readonly told: EngineCommand[] = [];
  closed = false;
  #listener: (event: EngineEvent) => void = () => {};

  send(command: EngineCommand): void {
    this.told.push(command);
  }

  listen(listener: (event: EngineEvent) => void): void {
    this.#listener = listener;
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  say(event: EngineEvent): void {
    this.#listener(event);
  }

  /** Reports one month of a run. */
  month(month: number, epoch = FIRST_EPOCH, levers: Record<string, number> = {}, more = 0): void {
    const frame = sampleFrame(month, epoch);
    const values = frame.values.map((value) => value + more);
    this.say({ type: "month", epoch, frame: encodeFrame({ ...frame, values }), levers });
  }

  last<T extends EngineCommand["type"]>(type: T): (EngineCommand & { type: T }) | undefined {
    return this.told.filter((each): each is EngineCommand & { type: T } => each.type === type).at(-1);
  }
}

/** A month whose values name their month, indicator and group. */
export function sampleFrame(month: number, epoch: number): Frame {
  const values = Float64Array.from({ length: SHAPE.indicators * GROUPS }, (_, i) => month * 1000 + i);
  const column = (base: number) => Float32Array.from({ length: SHAPE.places }, (_, j) => base + j);
  return {
    epoch,
    month,
    key: false,
    values,
    population: column(100),
    netMigration: column(-2),
    rent: column(10),
    vacancy: column(0),
    flowFrom: Uint16Array.of(0, 2),
    flowTo: Uint16Array.of(1, 0),
    flowHouseholds: Float32Array.of(300, 200),
    seriesMonths: 0,
    series: new Float64Array(0),
  };
}

const text = (en: string) => ({ fr: en, nl: en, en });

export function describe(choice: RunChoice): RunDescription {
  const info = (name: string) => ({ name, title: text(name), question: text(`${name}?`) });
  return {
    startMonth: choice.scenario === "late" ? START_MONTH + 12 : START_MONTH,
    endMonth: START_MONTH + 120,
    scenario: info(choice.scenario),
    scenarios: [info("reference"), info("telework"), info("late")],
    classes: PLACE_CLASSES,
    indicators: Array.from({ length: SHAPE.indicators }, (_, i) => ({
      name: `indicator${i}`,
      unit: "",
      decimals: 0,
      label: text(`indicator ${i}`),
    })),
    places: Array.from({ length: SHAPE.places }, (_, j) => ({
      id: `P${j}`,
      areaName: `Area ${j}`,
      area: j,
      areaId: `A${j}`,
      country: "FR",
      zone: "core",
      class: "small",
      lon: j,
      lat: 45,
      population: 1000,
      derived: [],
    })),
    levers: LEVERS,
    leverValues: Object.fromEntries(LEVERS.map((lever) => [lever.name, lever.default])),
    provenance: {
      version: "0",
      seed: choice.seed,
      households: choice.households,
      scenarioDigest: "s",
      schemaDigest: "schema",
    },
  };
}

/** The far end of a connection: keeps what it was sent. */
export class FakeViewer {
  readonly messages: ServerMessage[] = [];
  readonly frames: Frame[] = [];
  /** Frames of B, where two scenarios are compared. */
  readonly framesB: (Frame | undefined)[] = [];
  closedWith: string | undefined;
  readonly attendance: Attendance;

  constructor(session: Session, role: Role = "control") {
    this.attendance = session.admit(
      {
        send: (message) => {
          if (typeof message === "string") this.messages.push(JSON.parse(message));
          else {
            const month = decodeMonth(message, SHAPE);
            if (typeof month === "string") throw new Error(month);
            this.frames.push(month.a);
            this.framesB.push(month.b);
          }
        },
        close: (code) => {
          this.closedWith = code;
        },
      },
      role,
    );
  }

  say(message: unknown): void {
    this.attendance.receive(typeof message === "string" ? message : JSON.stringify(message));
  }

  ack(month: number, epoch = FIRST_EPOCH): void {
    this.say({ type: "ack", epoch, month });
  }

  of<T extends ServerMessage["type"]>(type: T): (ServerMessage & { type: T })[] {
    return this.messages.filter((each): each is ServerMessage & { type: T } => each.type === type);
  }

  get codes(): string[] {
    return this.of("error").map(({ code }) => code);
  }

  get months(): number[] {
    return this.frames.map(({ month }) => month);
  }
}

/** A session over fake engines, and a clock that the test moves; `engine` is that of A. */
export function stage() {
  const engines: FakeEngine[] = [];
  const openEngine = (): FakeEngine => {
    const opened = new FakeEngine();
    engines.push(opened);
    return opened;
  };
  const clock = { now: 0 };
  const choice = { scenario: "reference", seed: "a", households: 1000 };
  const session = new Session({
    openEngine,
    describe: (wanted) =>
      wanted.seed === "unlucky"
        ? { type: "error", code: "SCENARIO_BAD", message: "this scenario cannot be read" }
        : describe(wanted),
    choice,
    description: describe(choice),
    firstEpoch: FIRST_EPOCH,
    monthsPerSecond: 4,
    minHouseholds: 100,
    maxHouseholds: 100_000,
    now: () => clock.now,
  });
  const engine = engines[0] ?? openEngine();
  return { engine, engines, session, clock };
}
