/**
 * Digests: 128 bits in hexadecimal that change when one bit of the state changes, so that two runs, two
 * machines or two worker counts can be compared. Against accident, not against malice.
 * @source Appleby 2011, MurmurHash3_x86_128 (public domain)
 */

import type { Columns, Schema } from "./columns.ts";

/** The four 32-bit lanes of the digest under way. */
const lanes = new Int32Array(4);

/** True where the first byte of a word is its lowest. */
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Digest [32 hexadecimal digits] of bytes: MurmurHash3_x86_128, written word by word.
 * @param seed [u32]
 */
export function digestBytes(bytes: Uint8Array, seed = 0): string {
  return digestPieces([bytes], seed);
}

/**
 * Digest of bytes that come piece by piece, as if they were one.
 * @param pieces each but the last a multiple of 16 bytes long
 */
export function digestPieces(pieces: Iterable<Uint8Array>, seed = 0): string {
  lanes.fill(seed);
  let length = 0;
  for (const bytes of pieces) {
    const blocks = Math.floor(bytes.length / 16);
    mixBlocks(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), blocks);
    if (bytes.length % 16 > 0) mixTail(bytes, blocks * 16);
    length += bytes.length;
  }
  finish(length);
  let text = "";
  for (let i = 0; i < 4; i++) text += (lanes[i]! >>> 0).toString(16).padStart(8, "0");
  return text;
}

/** Digest of every column by name; the same on machines of either byte order. */
export function digestColumns(columns: Columns<Schema>): Record<string, string> {
  const digests: Record<string, string> = {};
  for (const [name, values] of Object.entries(columns.data)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    digests[name] = digestBytes(LITTLE_ENDIAN ? bytes : swapped(bytes, values.BYTES_PER_ELEMENT));
  }
  return digests;
}

/** One digest of several; independent of the order in which they were listed, dependent on their names. */
export function combineDigests(digests: Readonly<Record<string, string>>): string {
  let text = "";
  for (const name of Object.keys(digests).sort()) text += `${name}=${digests[name]}\n`;
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >>> 8;
  }
  return digestBytes(bytes);
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The body: 16 bytes at a time, words read with the lowest byte first whatever the machine does. */
function mixBlocks(view: DataView, blocks: number): void {
  let h1 = lanes[0]!;
  let h2 = lanes[1]!;
  let h3 = lanes[2]!;
  let h4 = lanes[3]!;
  for (let block = 0; block < blocks; block++) {
    const at = block * 16;
    h1 ^= Math.imul(rotate(Math.imul(view.getInt32(at, true), C1), 15), C2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(view.getInt32(at + 4, true), C2), 16), C3);
    h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(view.getInt32(at + 8, true), C3), 17), C4);
    h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(view.getInt32(at + 12, true), C4), 18), C1);
    h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  lanes[0] = h1;
  lanes[1] = h2;
  lanes[2] = h3;
  lanes[3] = h4;
}

/** The last, incomplete block. */
function mixTail(bytes: Uint8Array, from: number): void {
  const tail = new Uint8Array(16);
  tail.set(bytes.subarray(from));
  const view = new DataView(tail.buffer);
  lanes[0]! ^= Math.imul(rotate(Math.imul(view.getInt32(0, true), C1), 15), C2);
  lanes[1]! ^= Math.imul(rotate(Math.imul(view.getInt32(4, true), C2), 16), C3);
  lanes[2]! ^= Math.imul(rotate(Math.imul(view.getInt32(8, true), C3), 17), C4);
  lanes[3]! ^= Math.imul(rotate(Math.imul(view.getInt32(12, true), C4), 18), C1);
}

/** Length in, every lane into every other. */
function finish(length: number): void {
  for (let i = 0; i < 4; i++) lanes[i]! ^= length;
  spread();
  for (let i = 0; i < 4; i++) {
    let h = lanes[i]!;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    lanes[i] = h ^ (h >>> 16);
  }
  spread();
}

function spread(): void {
  lanes[0] = lanes[0]! + lanes[1]! + lanes[2]! + lanes[3]!;
  for (let i = 1; i < 4; i++) lanes[i]! += lanes[0]!;
}

/** Copy of the bytes with every element turned round. */
function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const copy = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) copy[i] = bytes[i - (i % size) + size - 1 - (i % size)]!;
  return copy;
}
