/**
 * A simulation that is steered and watched: it turns what viewers ask into commands to the engine,
 * and what the engine reports into frames for each viewer at its own speed. No sockets, no clock,
 * no threads: those are given to it.
 */
import type { EngineEvent, EnginePort, RunChoice } from "./engine.ts";
import type { ClientMessage, ErrorMessage, HelloMessage, Pace, Role, SessionState } from "./protocol.ts";
import { PROTOCOL_VERSION } from "./protocol.ts";
import { fault, parseRequest } from "./requests.ts";
import { MAX_RUN_MONTHS, Timeline } from "./timeline.ts";
import { type Channel, Viewer } from "./viewer.ts";

/** What viewers are told of a run before it is built. */
export type RunDescription = Omit<HelloMessage, "type" | "protocol" | "role" | "state">;

export interface SessionOptions {
  readonly engine: EnginePort;
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
}

/** A viewer's end of a session. */
export interface Attendance {
  /** Takes a text message of the viewer. */
  receive(text: string): void;
  leave(): void;
}

/** What a request costs, in plain messages: a restart builds a population, a join sends all months. */
const COSTS: { readonly [type: string]: number } = { restart: 30, join: 20, resume: 20 };

export class Session {
  readonly #options: SessionOptions;
  readonly #engine: EnginePort;
  readonly #viewers = new Set<Viewer>();
  #choice: RunChoice;
  #description: RunDescription;
  #timeline: Timeline;
  #state: SessionState;
  /** Levers moved by hand in this run. */
  #moved: Record<string, number> = {};
  /** The run pauses by itself at this month. */
  #until: number;
  #paceSent = "";

  /** Starts the first run at once; it plays as soon as somebody watches. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#engine = options.engine;
    this.#choice = options.choice;
    this.#description = options.description;
    this.#until = options.description.endMonth;
    this.#state = beginning(options.description, options.firstEpoch, true, options.monthsPerSecond);
    this.#timeline = timelineOf(options.description, options.firstEpoch);
    this.#engine.listen((event) => this.#hear(event));
    this.#start({});
  }

  get status(): SessionStatus {
    const { phase, epoch, month, playing } = this.#state;
    return { phase, epoch, month, playing, clients: this.#viewers.size };
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

  #moveLever(name: string, value: number): void {
    this.#moved[name] = value;
    this.#engine.send({ type: "lever", name, value });
    this.#change({ levers: { ...this.#state.levers, [name]: value } });
  }

  #restart(request: ClientMessage & { type: "restart" }): ErrorMessage | undefined {
    const choice: RunChoice = {
      scenario: request.scenario ?? this.#choice.scenario,
      seed: request.seed ?? this.#choice.seed,
      households: request.households ?? this.#choice.households,
    };
    const description = this.#options.describe(choice);
    if ("type" in description) return description;
    this.#choice = choice;
    this.#description = description;
    this.#until = description.endMonth;
    const { epoch, playing, phase, monthsPerSecond } = this.#state;
    this.#state = beginning(description, epoch + 1, playing || phase === "failed", monthsPerSecond);
    this.#timeline = timelineOf(description, this.#state.epoch);
    this.#start(request.keepLevers === true ? this.#moved : {});
    for (const viewer of this.#viewers) viewer.say(this.#hello(viewer.role));
    return undefined;
  }

  /** Starts the chosen run with levers that keep the values moved by hand. */
  #start(levers: Readonly<Record<string, number>>): void {
    this.#moved = { ...levers };
    this.#state = { ...this.#state, levers: { ...this.#state.levers, ...levers } };
    this.#engine.send({ type: "start", epoch: this.#state.epoch, choice: this.#choice, levers });
    this.#paceSent = "";
    this.#setPace();
  }

  #hear(event: EngineEvent): void {
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
        this.#takeMonth(event.frame, event.levers);
    }
  }

  #takeMonth(frame: ArrayBuffer, levers: Readonly<Record<string, number>>): void {
    const first = this.#state.phase === "building";
    this.#timeline.add(frame);
    const { epoch, month } = this.#timeline;
    this.#engine.send({ type: "taken", epoch, month });
    const ended = month >= this.#until && this.#state.playing;
    const now = { ...this.#state.levers, ...levers, ...this.#moved };
    const moved = Object.keys(now).some((name) => now[name] !== this.#state.levers[name]);
    this.#state = { ...this.#state, phase: "ready", progress: 1, month, levers: now };
    if (first || ended || moved) this.#change(ended ? { playing: false } : {});
    for (const viewer of this.#viewers) viewer.update(this.#timeline);
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
    return { type: "hello", protocol: PROTOCOL_VERSION, role, ...this.#description, state: this.#state };
  }
}

/** State of a run that is about to be built. */
function beginning(
  description: RunDescription,
  epoch: number,
  playing: boolean,
  monthsPerSecond: Pace,
): SessionState {
  const { startMonth: month, leverValues: levers } = description;
  return { phase: "building", progress: 0, epoch, month, playing, monthsPerSecond, levers };
}

/** Empty timeline for a run. */
function timelineOf(description: RunDescription, epoch: number): Timeline {
  const shape = { indicators: description.indicators.length, places: description.places.length };
  return new Timeline(epoch, description.startMonth, shape);
}
