/**
 * A simulation that is steered and watched: it turns what viewers ask into commands to the engine,
 * and what the engine reports into frames for each viewer at its own speed. No sockets, no clock,
 * no threads: those are given to it.
 */
import { beginning, differ, isPolicy, type Levers, settled, timelineOf, withMove } from "./beginning.ts";
import type { EnginePort, RunChoice } from "./engine.ts";
import { EnginePair, type PairEvent } from "./pair.ts";
import type {
  ClientMessage,
  ErrorMessage,
  HelloMessage,
  Pace,
  Role,
  SessionState,
  Side,
} from "./protocol.ts";
import { PROTOCOL_VERSION } from "./protocol.ts";
import type { Question } from "./questions.ts";
import { fault, parseRequest } from "./requests.ts";
import { MAX_RUN_MONTHS, type Timeline } from "./timeline.ts";
import { type Channel, Viewer } from "./viewer.ts";

/** What viewers are told of a run before it is built. */
export type RunDescription = Omit<HelloMessage, "type" | "protocol" | "role" | "state" | "compared">;

export interface SessionOptions {
  /** Makes an engine; two at most are open at once: that of A, and that of B while they are compared. */
  readonly openEngine: () => EnginePort;
  /** Looks up a run; an error message if it cannot be made. */
  readonly describe: (choice: RunChoice) => RunDescription | ErrorMessage;
  /** The first run, and its description. */
  readonly choice: RunChoice;
  readonly description: RunDescription;
  /** Epoch of the first run; two servers differ in it, or a viewer would resume a stranger's run. */
  readonly firstEpoch: number;
  readonly monthsPerSecond: Pace;
  /** Simulated households that a restart may ask for. */
  readonly minHouseholds: number;
  readonly maxHouseholds: number;
  /** Time for the limits on requests [ms]. */
  readonly now: () => number;
}

/** What `/health` says. */
export interface SessionStatus {
  readonly phase: SessionState["phase"];
  readonly epoch: number;
  readonly month: number;
  readonly playing: boolean;
  readonly clients: number;
  /** Engines that run: two while scenarios are compared. */
  readonly engines: number;
}

/** A viewer's end of a session. */
export interface Attendance {
  /** Takes a text message of the viewer. */
  receive(text: string): void;
  leave(): void;
}

/** What a request costs, in plain messages: a restart builds a population, a join sends all months. */
const COSTS: { readonly [type: string]: number } = { restart: 30, join: 20, resume: 20, ask: 5 };
/** Questions under way; older ones are forgotten. */
const MOST_QUESTIONS = 64;

export class Session {
  readonly #options: SessionOptions;
  readonly #engine: EnginePair;
  readonly #viewers = new Set<Viewer>();
  #choice: RunChoice;
  #description: RunDescription;
  /** Scenario B; undefined: A runs alone. */
  #other: RunDescription | undefined;
  #timeline: Timeline;
  #state: SessionState;
  /** Levers moved by hand in this run, in A and in B. */
  #moved: { a: Levers; b: Levers } = { a: {}, b: {} };
  /** The run pauses by itself at this month. */
  #until: number;
  #paceSent = "";
  /** Who asked what is under way, by ticket. */
  readonly #asked = new Map<number, { readonly viewer: Viewer; readonly side: Side }>();
  #tickets = 0;

  /** Starts the first run at once; it plays as soon as somebody watches. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#engine = new EnginePair(options.openEngine);
    this.#choice = options.choice;
    this.#description = options.description;
    this.#until = options.description.endMonth;
    this.#state = beginning(
      options.description,
      undefined,
      options.firstEpoch,
      true,
      options.monthsPerSecond,
    );
    this.#timeline = timelineOf(options.description, options.firstEpoch, false);
    this.#engine.listen((event) => this.#hear(event));
    this.#start({ a: {}, b: {} });
  }

  get status(): SessionStatus {
    const { phase, epoch, month, playing } = this.#state;
    const engines = this.#other === undefined ? 1 : 2;
    return { phase, epoch, month, playing, clients: this.#viewers.size, engines };
  }

  /** Admits a viewer, and says hello to it. */
  admit(channel: Channel, role: Role): Attendance {
    const viewer = new Viewer(channel, role, this.#options.now());
    this.#viewers.add(viewer);
    viewer.say(this.#hello(role));
    return {
      receive: (text) => this.#receive(viewer, text),
      leave: () => {
        this.#viewers.delete(viewer);
        this.#setPace();
      },
    };
  }

  /** Ends all connections and the engine. */
  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.close("SERVER_CLOSED");
    this.#viewers.clear();
    await this.#engine.close();
  }

  #receive(viewer: Viewer, text: string): void {
    if (!this.#viewers.has(viewer)) return;
    const request = parseRequest(text, {
      levers: this.#description.levers,
      scenarios: this.#description.scenarios.map(({ name }) => name),
      minHouseholds: this.#options.minHouseholds,
      maxHouseholds: this.#options.maxHouseholds,
      places: this.#description.places.length,
      comparing: this.#other !== undefined,
    });
    const cost = COSTS[request.type] ?? 1;
    if (!viewer.mayAsk(this.#options.now(), cost)) {
      viewer.say(fault("TOO_MANY_MESSAGES", "too many messages; the connection ends, connect again"));
      viewer.close("TOO_MANY_MESSAGES");
      this.#viewers.delete(viewer);
      this.#setPace();
      return;
    }
    const answer = request.type === "error" ? request : this.#obey(viewer, request);
    if (answer !== undefined) viewer.say(answer);
  }

  /** Does what a viewer asks; returns what it must be told if it cannot be done. */
  #obey(viewer: Viewer, request: ClientMessage): ErrorMessage | undefined {
    switch (request.type) {
      case "join":
        viewer.join(this.#timeline, undefined);
        this.#setPace();
        return undefined;
      case "resume":
        this.#resume(viewer, request);
        this.#setPace();
        return undefined;
      case "ack":
        viewer.acknowledge(this.#timeline, request.epoch, request.month);
        return undefined;
      case "ask":
        this.#ask(viewer, request);
        return undefined;
    }
    if (viewer.role !== "control") {
      return fault("NOT_ALLOWED", `this connection may look, not steer: "${request.type}" was not done`);
    }
    switch (request.type) {
      case "play":
        return this.#play();
      case "pause":
        this.#change({ playing: false });
        return undefined;
      case "speed":
        this.#change({ monthsPerSecond: request.monthsPerSecond });
        return undefined;
      case "lever":
        this.#moveLever(request.name, request.value);
        return undefined;
      case "restart":
        return this.#restart(request);
    }
  }

  #resume(viewer: Viewer, request: ClientMessage & { type: "resume" }): void {
    const same =
      request.epoch === this.#state.epoch &&
      request.schema === this.#description.provenance.schemaDigest &&
      this.#timeline.covers(request.month);
    viewer.join(this.#timeline, same ? request.month : undefined);
  }

  #play(): ErrorMessage | undefined {
    if (this.#state.phase === "failed") return fault("RUN_FAILED", "this run has failed; restart to go on");
    if (this.#state.month >= this.#until) {
      const longest = this.#description.startMonth + MAX_RUN_MONTHS;
      if (this.#until >= longest) {
        return fault("RUN_ENDED", `a live run has at most ${MAX_RUN_MONTHS} months; restart to go on`);
      }
      this.#until = longest;
    }
    this.#change({ playing: true });
    return undefined;
  }

  /** A policy is what B is about; an assumption holds in both, or they could not be compared. */
  #moveLever(name: string, value: number): void {
    const b = this.#other !== undefined;
    const a = !b || !isPolicy(this.#description, name);
    const { leversB, month, byHand } = this.#state;
    if (a) this.#moved.a = { ...this.#moved.a, [name]: value };
    if (b) this.#moved.b = { ...this.#moved.b, [name]: value };
    this.#engine.lever([...(a ? ["a" as const] : []), ...(b ? ["b" as const] : [])], name, value, month);
    this.#change({
      ...(a ? { levers: { ...this.#state.levers, [name]: value } } : {}),
      ...(b ? { leversB: { ...leversB, [name]: value } } : {}),
      byHand: withMove(byHand, { name, value, month: month + 1, pending: true }),
    });
  }

  #restart(request: ClientMessage & { type: "restart" }): ErrorMessage | undefined {
    const choice: RunChoice = {
      scenario: request.scenario ?? this.#choice.scenario,
      seed: request.seed ?? this.#choice.seed,
      households: request.households ?? this.#choice.households,
    };
    const description = this.#options.describe(choice);
    if ("type" in description) return description;
    const compare = request.compare === undefined ? this.#other?.scenario.name : request.compare;
    const other = typeof compare === "string" ? this.#describeB(choice, compare, description) : undefined;
    if (other !== undefined && "type" in other) return other;
    const moved = { ...this.#moved.a, ...this.#moved.b };
    const assumed = Object.entries(moved).filter(([name]) => !isPolicy(description, name));
    const a = other === undefined ? moved : Object.fromEntries(assumed);
    this.#choice = choice;
    this.#description = description;
    this.#other = other;
    this.#until = Math.max(description.endMonth, other?.endMonth ?? 0);
    const { epoch, playing, phase, monthsPerSecond } = this.#state;
    const plays = playing || phase === "failed";
    this.#state = beginning(description, other, epoch + 1, plays, monthsPerSecond);
    this.#timeline = timelineOf(description, this.#state.epoch, other !== undefined);
    this.#start(request.keepLevers === true ? { a, b: moved } : { a: {}, b: {} });
    for (const viewer of this.#viewers) viewer.say(this.#hello(viewer.role));
    return undefined;
  }

  /** What B would be; an error if it cannot be laid beside A. */
  #describeB(choice: RunChoice, scenario: string, a: RunDescription): RunDescription | ErrorMessage {
    const b = this.#options.describe({ ...choice, scenario });
    if ("type" in b) return b;
    if (b.startMonth === a.startMonth && b.provenance.schemaDigest === a.provenance.schemaDigest) return b;
    return fault(
      "COMPARE_WORLD",
      `${scenario} has another start or other places than ${choice.scenario}: choose one with the same`,
    );
  }

  /** Starts the chosen run with levers that keep the values moved by hand. */
  #start(moved: { readonly a: Levers; readonly b: Levers }): void {
    const other = this.#other;
    this.#moved = { ...moved };
    this.#asked.clear();
    const { levers, leversB, epoch, month } = this.#state;
    const kept = Object.entries({ ...moved.a, ...moved.b });
    this.#state = {
      ...this.#state,
      byHand: kept.map(([name, value]) => ({ name, value, month: month + 1, pending: false })),
      levers: { ...levers, ...moved.a },
      ...(other === undefined ? {} : { leversB: { ...leversB, ...moved.b } }),
    };
    const b =
      other === undefined
        ? undefined
        : { choice: { ...this.#choice, scenario: other.scenario.name }, levers: moved.b };
    this.#engine.start(epoch, { choice: this.#choice, levers: moved.a }, b);
    this.#paceSent = "";
    this.#setPace();
  }

  #hear(event: PairEvent): void {
    if (event.epoch !== this.#state.epoch) return;
    switch (event.type) {
      case "building":
        this.#change({ progress: event.progress });
        return;
      case "failed":
        for (const viewer of this.#viewers) viewer.say(fault(event.code, event.message));
        this.#change({ phase: "failed", playing: false });
        return;
      case "month":
        this.#takeMonth(event.frames, event.levers);
        return;
      case "answer":
        this.#answer(event);
    }
  }

  #takeMonth(frames: readonly ArrayBuffer[], levers: readonly Levers[]): void {
    const first = this.#state.phase === "building";
    this.#timeline.add(frames);
    const { epoch, month } = this.#timeline;
    this.#engine.send({ type: "taken", epoch, month });
    const ended = month >= this.#until && this.#state.playing;
    const before = this.#state;
    const a = { ...before.levers, ...levers[0], ...this.#moved.a };
    const b = before.leversB && { ...before.leversB, ...levers[1], ...this.#moved.b };
    const moved = differ(a, before.levers) || (b !== undefined && differ(b, before.leversB ?? {}));
    const byHand = settled(before.byHand, month, levers.at(-1) ?? {});
    const now = { ...before, phase: "ready", progress: 1, month, levers: a, byHand } as const;
    this.#state = b === undefined ? now : { ...now, leversB: b };
    if (first || ended || moved) this.#change(ended ? { playing: false } : {});
    for (const viewer of this.#viewers) viewer.update(this.#timeline);
  }

  #ask(viewer: Viewer, request: ClientMessage & { type: "ask" }): void {
    const { type: _, side, ...asked } = request;
    // A household that is asked for without a turn is the first.
    const question: Question =
      asked.about === "place" ? asked : { about: "household", place: asked.place, turn: asked.turn ?? 0 };
    const ticket = this.#tickets++;
    this.#asked.set(ticket, { viewer, side });
    this.#asked.delete(ticket - MOST_QUESTIONS);
    this.#engine.ask(side, ticket, question);
  }

  #answer({ ticket, epoch, month, answer }: PairEvent & { type: "answer" }): void {
    const asked = this.#asked.get(ticket);
    this.#asked.delete(ticket);
    if (asked === undefined || !this.#viewers.has(asked.viewer)) return;
    asked.viewer.say({ type: "answer", side: asked.side, epoch, month, answer });
  }

  /** Changes the state, and tells everybody. */
  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    this.#setPace();
    for (const viewer of this.#viewers) viewer.say({ type: "state", ...this.#state });
  }

  /** The engine steps while the run plays and somebody watches. */
  #setPace(): void {
    const { playing, monthsPerSecond } = this.#state;
    const watched = this.#viewers.size > 0;
    const pace = { playing: playing && watched, monthsPerSecond, until: this.#until };
    const text = JSON.stringify(pace);
    if (text === this.#paceSent) return;
    this.#paceSent = text;
    this.#engine.send({ type: "pace", ...pace });
  }

  #hello(role: Role): HelloMessage {
    const hello = { type: "hello", protocol: PROTOCOL_VERSION, role, state: this.#state } as const;
    const other = this.#other;
    if (other === undefined) return { ...hello, ...this.#description };
    const { scenario, leverValues, provenance } = other;
    const compared = { scenario, leverValues, scenarioDigest: provenance.scenarioDigest };
    return { ...hello, ...this.#description, compared };
  }
}
