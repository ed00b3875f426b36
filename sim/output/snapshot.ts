/**
 * Snapshots: the whole state of a simulation as bytes, from which it goes on as if it had never
 * stopped. A header says what follows; nothing is restored unless everything fits.
 *
 * magic "VSNS" | format u32 | header length u32 | digest of the header, 32 hexadecimal digits |
 * header JSON, padded so that what follows starts at a multiple of 8 bytes | raw columns, one after another
 */
import type { ColumnSpec, Columns } from "../core/columns.ts";
import { digestBytes, digestPieces } from "../core/digest.ts";
import { OutputError } from "./errors.ts";
import type { ByteSource } from "./files.ts";

/** Version of the layout below; a snapshot of another is refused. */
export const SNAPSHOT_FORMAT = 2;

const MAGIC = 0x534e5356;
const DIGEST_AT = 12;
const HEADER_AT = DIGEST_AT + 32;

type Schema = Readonly<Record<string, ColumnSpec>>;

/** Most that is read at once, a multiple of 16 [bytes]. */
const PIECE = 16_777_216;
/** Longest header [bytes]. */
const MOST_HEADER = 1_048_576;

/** Parts of the state by name: `households`, `ties`, `places` ... */
export type SnapshotParts = Readonly<Record<string, SnapshotPart>>;
type SnapshotPart = Pick<Columns<Schema>, "schema" | "rows" | "data">;

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
  /** Digest of each column, in their order. */
  readonly digests: readonly string[];
}

/**
 * Encodes a state.
 * @param version version of the program
 * @returns chunks of bytes to write one after another; the columns are not copied
 */
export function encodeSnapshot(version: string, parts: SnapshotParts, state: SnapshotState): Uint8Array[] {
  const header: Header = {
    version,
    schema: schemaDigest(parts),
    state,
    parts: Object.entries(parts).map(([name, part]) => {
      return { name, rows: part.rows, digests: columnsOf(part).map((bytes) => digestBytes(bytes)) };
    }),
  };
  return [encodeHeader(header), ...Object.values(parts).flatMap(columnsOf)];
}

/**
 * Restores a state into columns of the same schema and number of rows.
 * @param parts out: columns, written only when everything fits
 * @returns what was given to `encodeSnapshot` beside the columns
 * @throws OutputError SNAPSHOT_FORMAT, SNAPSHOT_VERSION, SNAPSHOT_SCHEMA or SNAPSHOT_DAMAGED
 */
export function restoreSnapshot(source: ByteSource, parts: SnapshotParts): SnapshotState {
  const { header, end } = decodeHeader(source);
  refuseOther(header, parts);
  const columns = Object.values(parts).flatMap(columnsOf);
  const length = columns.reduce((sum, column) => sum + column.length, end);
  if (source.length > length) throw damaged(`${source.length - length} bytes too many`);
  if (source.length < length) throw damaged(`${length - source.length} bytes too few`);
  const digests = header.parts.flatMap((part) => part.digests);
  columns.reduce((from, column, at) => {
    const found = digestPieces(piecesOf(source, from, column.length));
    if (found !== digests[at]) throw damaged(`its column ${at + 1} is not what was written`);
    return from + column.length;
  }, end);
  columns.reduce((from, column) => {
    source.read(from, column);
    return from + column.length;
  }, end);
  return header.state;
}

/** Bytes of a source, one piece of memory for all. */
function* piecesOf(source: ByteSource, from: number, length: number): Iterable<Uint8Array> {
  const memory = new Uint8Array(Math.min(PIECE, length));
  for (let done = 0; done < length; done += memory.length) {
    const piece = memory.subarray(0, Math.min(memory.length, length - done));
    source.read(from + done, piece);
    yield piece;
  }
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

/** The bytes of each column. */
function columnsOf({ data }: SnapshotPart): Uint8Array[] {
  return Object.values(data).map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}

/**
 * What a snapshot says of itself: the state beside the columns, and the rows of each part.
 * @throws OutputError SNAPSHOT_FORMAT, SNAPSHOT_VERSION or SNAPSHOT_DAMAGED
 */
export function describeSnapshot(source: ByteSource): {
  readonly state: SnapshotState;
  readonly rows: Readonly<Record<string, number>>;
} {
  const { header } = decodeHeader(source);
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

function decodeHeader(source: ByteSource): { header: Header; end: number } {
  const bytes = new Uint8Array(Math.min(source.length, MOST_HEADER));
  source.read(0, bytes);
  const view = new DataView(bytes.buffer);
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
