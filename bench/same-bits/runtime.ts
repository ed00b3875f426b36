/** What a runtime is to the comparison, and programs run to their end. */
import { spawn } from "node:child_process";
import type { Outcome } from "./digests.ts";
import type { Size } from "./task.ts";

/** Something that runs the engine. */
export interface Runtime {
  /** Word by which the command line names it. */
  readonly id: string;
  readonly name: string;
  /** @throws NotHere where this machine lacks it; any other error where it fails */
  measure(size: Size): Promise<Measured>;
}

export interface Measured {
  readonly version: string;
  readonly outcome: Outcome;
  /** Whole program with its start [s]. */
  readonly seconds: number;
}

/** This machine lacks a runtime: the message says what, and what to do about it. */
export class NotHere extends Error {}

/** Longest that a program may take [ms]; emulated ones are slow. */
const PATIENCE_MS = 20 * 60_000;
/** Most that is kept of what a program says [characters]. */
const MAX_OUTPUT = 64 * 2 ** 20;

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws Error with the end of what it complained of
 */
export function outputOf(program: string, args: readonly string[], cwd?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const child = spawn(program, args, { stdio: [...stdio], cwd });
    // Not the option of spawn: its timer outlives a program that is not there, and so would this one.
    const patience = setTimeout(() => child.kill(), PATIENCE_MS);
    let out = "";
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.length > MAX_OUTPUT) child.kill();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-4000);
    });
    child.on("error", (error) => {
      clearTimeout(patience);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(patience);
      if (code === 0) resolve(out);
      else reject(new Error(`${program} ended with ${code ?? signal}: ${complaint.trim()}`));
    });
  });
}

/** What an error says, in one line that is short enough for a table. */
export function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return (lines.find((line) => /error[: ]/i.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 300);
}

/** Seconds since a moment of `performance.now()`. */
export function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
