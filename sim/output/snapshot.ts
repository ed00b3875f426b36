/**
 * Snapshots: the whole state of a simulation as bytes, from which it goes on as if it had never
 * stopped. A header says what follows; nothing is restored unless everything fits.
 *
 * magic "VSNS" | format u32 | header length u32 | digest of the header, 32 hexadecimal digits |
 * header JSON, padded so that what follows starts at a multiple of 8 bytes | raw columns
 */
import type { ColumnSpec, Columns } from "../core/columns.ts";
import { digestBytes } from "../core/digest.ts";
import { OutputError } from "./errors.ts";

/** Version of the layout below; a snapshot of another is refused. */
export const SNAPSHOT_FORMAT = 1;

const MAGIC = 0x534e5356;
const DIGEST_AT = 12;
const HEADER_AT = DIGEST_AT + 32;

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
  return new Uint8Array(part.buffer, part.offset, part.bytes);
}

/**
 * What a snapshot says of itself: the state beside the columns, and the rows of each part.
 * @throws OutputError SNAPSHOT_FORMAT, SNAPSHOT_VERSION or SNAPSHOT_DAMAGED
 */
export function describeSnapshot(bytes: Uint8Array): {
  readonly state: SnapshotState;
  readonly rows: Readonly<Record<string, number>>;
} {
  const { header } = decodeHeader(bytes);
  return {
    state: header.state,
    rows: Object.fromEntries(header.parts.map((part) => [part.name, part.rows])),
  };
}

function encodeHeader(header: Header): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(Math.ceil((HEADER_AT + text.length) / 8) * 8).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, SNAPSHOT_FORMAT, true);
  view.setUint32(8, bytes.length - HEADER_AT, true);
  bytes.set(text, HEADER_AT);
  bytes.set(new TextEncoder().encode(digestBytes(bytes.subarray(HEADER_AT))), DIGEST_AT);
  return bytes;
}

function decodeHeader(bytes: Uint8Array): { header: Header; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_AT || view.getUint32(0, true) !== MAGIC) {
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
  const end = HEADER_AT + view.getUint32(8, true);
  const text = bytes.subarray(HEADER_AT, end);
  const digest = new TextDecoder().decode(bytes.subarray(DIGEST_AT, HEADER_AT));
  if (end > bytes.length || digestBytes(text) !== digest) throw damaged("its header is not what was written");
  return { header: JSON.parse(new TextDecoder().decode(text)), end };
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
