/** Finding a port to listen at. */
import type { Server } from "node:http";
import { userError } from "../experiment/errors.ts";

/** Port of the viewer where the user asks for none. */
export const DEFAULT_PORT = 8019;
/** Ports tried after the default one. */
const MORE_PORTS = 20;

/**
 * Listens at the port asked for, or else at the first free one from the default on.
 * @param port undefined: the user asked for none; 0: any free one
 * @returns the port
 * @throws UserError SERVER_PORT, SERVER_PORT_IN_USE, SERVER_PORT_DENIED, SERVER_HOST
 */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  if (port !== undefined) {
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw userError("SERVER_PORT", "--port", `${port} is not a port; give a whole number 1 … 65535`);
    }
    return await tryPort(server, host, port);
  }
  const last = DEFAULT_PORT + MORE_PORTS;
  for (let candidate = DEFAULT_PORT; candidate <= last; candidate++) {
    try {
      return await tryPort(server, host, candidate);
    } catch (error) {
      if (!isInUse(error)) throw error;
    }
  }
  const ports = `${DEFAULT_PORT} … ${last}`;
  throw userError(
    "SERVER_PORT_IN_USE",
    "serve",
    `the ports ${ports} are all in use; give another with --port`,
  );
}

function tryPort(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(explained(error, host, port));
    server.once("error", fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SERVER_PORT_IN_USE";
}

/** The system's error in the user's words. */
function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return userError(
        "SERVER_PORT_IN_USE",
        `--port ${port}`,
        "is in use; end the program that uses it, give another port, or leave --port out",
      );
    case "EACCES":
      return userError("SERVER_PORT_DENIED", `--port ${port}`, "may not be used; give one above 1023");
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EINVAL":
    case "EAI_AGAIN":
      return userError("SERVER_HOST", `--host ${host}`, "is no address of this machine; give one of its own");
    default:
      return error;
  }
}
