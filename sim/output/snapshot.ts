/**
 * Snapshots: the whole state of a simulation as bytes, from which it goes on as if it had never
 * stopped. A header says what follows; nothing is restored unless everything fits.
 *
 * magic "VSNS" | format u32 | header length u32 | header JSON, padded to 8 bytes | raw columns
 */
import type { ColumnSpec, Columns } from "../core/columns.ts";
import { digestBytes } from "../core/digest.ts";
import { OutputError } from "./errors.ts";

/** Version of the layout below; a snapshot of another is refused. */
export const SNAPSHOT_FORMAT = 1;

const MAGIC = 0x534e5356;
const FIXED_BYTES = 12;

type Schema = Readonly<Record<string, ColumnSpec>>;

/** Parts of the state by name: `households`, `ties`, `places` ... */
export type SnapshotParts = Readonly<Record<string, Columns<Schema>>>;

/** Numbers beside the columns, such as the month; plain JSON. */
export type SnapshotState = Readonly<Record<string, unknown>>;

interface Header {
  readonly version: string;
  readonly schema: string;
  readonly state: SnapshotState;
  readonly parts: readonly PartHeader[];
}

interface PartHeader {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly digest: string;
}

/**
 * Encodes a state.
 * @param version version of the program
 * @returns chunks of bytes to write one after another; the columns are not copied
 */
export function encodeSnapshot(version: string, parts: SnapshotParts, state: SnapshotState): Uint8Array[] {
  const chunks = Object.values(parts).map(bytesOf);
  const header: Header = {
    version,
    schema: schemaDigest(parts),
    state,
    parts: Object.entries(parts).map(([name, part]) => {
      const bytes = bytesOf(part);
      return { name, rows: part.rows, bytes: bytes.length, digest: digestBytes(bytes) };
    }),
  };
  return [encodeHeader(header), ...chunks];
}

/**
 * Restores a state into columns of the same schema and number of rows.
 * @param parts out: columns, written only when everything fits
 * @returns what was given to `encodeSnapshot` beside the columns
 * @throws OutputError SNAPSHOT_FORMAT, SNAPSHOT_VERSION, SNAPSHOT_SCHEMA or SNAPSHOT_DAMAGED
 */
export function restoreSnapshot(bytes: Uint8Array, parts: SnapshotParts): SnapshotState {
  const { header, end } = decodeHeader(bytes);
  refuseOther(header, parts);
  let offset = end;
  const found = header.parts.map((part) => {
    const chunk = bytes.subarray(offset, offset + part.bytes);
    offset += part.bytes;
    if (chunk.length !== part.bytes || digestBytes(chunk) !== part.digest) {
      throw damaged(`its part ${part.name} is not what was written`);
    }
    return chunk;
  });
  if (offset !== bytes.length) throw damaged(`${bytes.length - offset} bytes too many`);
  Object.values(parts).forEach((part, at) => {
    bytesOf(part).set(found[at] ?? new Uint8Array());
  });
  return header.state;
}

/** Digest of names, types, widths and rows: states with one digest have one layout. */
export function schemaDigest(parts: SnapshotParts): string {
  const layout = Object.entries(parts).map(([name, part]) => [
    name,
    part.rows,
    Object.entries(part.schema).map(([column, { type, width }]) => [column, type, width ?? 1]),
  ]);
  return digestBytes(new TextEncoder().encode(JSON.stringify(layout)));
}

function bytesOf(part: Columns<Schema>): Uint8Array {
  return new Uint8Array(part.buffer, 0, part.bytes);
}

function encodeHeader(header: Header): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(Math.ceil((FIXED_BYTES + text.length) / 8) * 8).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, SNAPSHOT_FORMAT, true);
  view.setUint32(8, bytes.length - FIXED_BYTES, true);
  bytes.set(text, FIXED_BYTES);
  return bytes;
}

function decodeHeader(bytes: Uint8Array): { header: Header; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIXED_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new OutputError("SNAPSHOT_FORMAT", "not a snapshot; name a file that voisinage has written as one");
  }
  const format = view.getUint32(4, true);
  if (format !== SNAPSHOT_FORMAT) {
    throw new OutputError(
      "SNAPSHOT_VERSION",
      `a snapshot of format ${format}, this version reads ${SNAPSHOT_FORMAT}; ` +
        "go on with the version that wrote it, or run the scenario again from its start",
    );
  }
  const end = FIXED_BYTES + view.getUint32(8, true);
  if (end > bytes.length) throw damaged("it ends within its header");
  try {
    return { header: JSON.parse(new TextDecoder().decode(bytes.subarray(FIXED_BYTES, end))), end };
  } catch {
    throw damaged("its header cannot be read");
  }
}

/** Refuses a snapshot whose columns differ from ours, and says how. */
function refuseOther(header: Header, parts: SnapshotParts): void {
  if (header.schema === schemaDigest(parts)) return;
  const ours = Object.entries(parts).map(([name, part]) => `${name} ${part.rows}`);
  const theirs = header.parts.map((part) => `${part.name} ${part.rows}`);
  const differ = ours.join() === theirs.join() ? "other columns" : `${theirs.join(", ")} rows`;
  throw new OutputError(
    "SNAPSHOT_SCHEMA",
    `a snapshot of version ${header.version} with ${differ}; this run has ${ours.join(", ")} rows: ` +
      "use the same version, households and place table as the run that wrote it",
  );
}

function damaged(how: string): OutputError {
  return new OutputError("SNAPSHOT_DAMAGED", `a damaged snapshot: ${how}; write or copy it again`);
}
