/** What can go wrong with results and is not our mistake: the folder exists, the disk is full. */

/** Stable codes of errors of output; tests and scripts may rely on them. */
export type OutputErrorCode =
  | "OUT_EXISTS"
  | "OUT_WRITE"
  | "OUT_DISK_FULL"
  | "SNAPSHOT_FORMAT"
  | "SNAPSHOT_VERSION"
  | "SNAPSHOT_SCHEMA"
  | "SNAPSHOT_DAMAGED";

/** An error whose message says where, what was found and what to do. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  readonly code: OutputErrorCode;

  constructor(code: OutputErrorCode, message: string, options?: ErrorOptions) {
    super(`${message} [${code}]`, options);
    this.code = code;
  }
}
