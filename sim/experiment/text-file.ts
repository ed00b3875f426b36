/** Reads a user's text file: bounded, UTF-8, and every failure says what to do. */
import { readFileSync, statSync } from "node:fs";
import { errorCode } from "../output/files.ts";
import { userError } from "./errors.ts";

/**
 * Text of a file.
 * @param path file to read
 * @param maxBytes largest size accepted [bytes]
 * @param code prefix of the codes of problems: `SCENARIO`, `PLACES`
 * @throws UserError if it is missing, a folder, too large, not readable or not UTF-8
 */
export function readTextFile(path: string, maxBytes: number, code: string): string {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw userError(`${code}_FILE`, path, "is not a file; give the path of a text file");
    if (found.size > maxBytes) {
      throw userError(
        `${code}_SIZE`,
        path,
        `is ${found.size} bytes; at most ${maxBytes} are read: give a smaller file`,
      );
    }
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(readFileSync(path));
  } catch (error) {
    throw asUserError(error, path, code);
  }
}

function asUserError(error: unknown, path: string, code: string): unknown {
  const reason = errorCode(error);
  if (reason === "ENOENT" || reason === "ENOTDIR") {
    return userError(`${code}_FILE`, path, "there is no such file; check the path");
  }
  if (reason === "EACCES" || reason === "EPERM") {
    return userError(`${code}_FILE`, path, "may not be read; check its permissions");
  }
  if (reason === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return userError(`${code}_ENCODING`, path, "is not UTF-8 text; save it as UTF-8");
  }
  if (reason.startsWith("E") && !reason.startsWith("ERR_")) {
    return userError(`${code}_FILE`, path, `cannot be read (${reason}); check the path`);
  }
  return error;
}
