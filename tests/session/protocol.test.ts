import { describe, expect, test } from "vitest";
import { decodeFrame, encodeFrame, frameBytes, HEADER_BYTES } from "../../sim/session/frames.ts";
import { MAX_FLOWS, parseServerMessage } from "../../sim/session/protocol.ts";
import { SHAPE, sampleFrame } from "./fake-engine.ts";

describe("a frame", () => {
  test("comes back as it went", () => {
    const month = sampleFrame(-3, 0xffffffff);
    const series = Float64Array.from({ length: 2 * month.values.length }, (_, i) => i / 3);
    const frame = { ...month, key: true, seriesMonths: 2, series };
    expect(decodeFrame(encodeFrame(frame), SHAPE)).toEqual(frame);
  });

  test("starts with VSNG, in little-endian words", () => {
    const bytes = new Uint8Array(encodeFrame(sampleFrame(258, 5)));
    expect(String.fromCharCode(...bytes.subarray(0, 4))).toBe("VSNG");
    expect([...bytes.subarray(8, 16)]).toEqual([5, 0, 0, 0, 2, 1, 0, 0]);
    expect(bytes.length).toBe(frameBytes(SHAPE, 2, 0));
  });

  test("holds a month of 573 places in 12 kB", () => {
    expect(frameBytes({ indicators: 21, places: 573 }, MAX_FLOWS, 0)).toBeLessThan(12_300);
  });

  const damaged = (change: (header: DataView) => void) => {
    const buffer = encodeFrame(sampleFrame(1, 1));
    change(new DataView(buffer));
    return decodeFrame(buffer, SHAPE);
  };

  test.each([
    ["another magic", (header: DataView) => header.setUint8(0, 0)],
    ["another version", (header: DataView) => header.setUint16(4, 9, true)],
    ["an unknown type", (header: DataView) => header.setUint16(6, 3, true)],
    ["a wrong length", (header: DataView) => header.setUint32(16, 40, true)],
    ["endless flows", (header: DataView) => header.setUint32(20, 0xffffffff, true)],
    ["endless series", (header: DataView) => header.setUint32(24, 0xffffffff, true)],
  ])("with %s is refused with a sentence", (_, change) => {
    expect(damaged(change)).toBeTypeOf("string");
  });

  test("cut at any byte, or of another shape, is refused", () => {
    const buffer = encodeFrame(sampleFrame(1, 1));
    for (let bytes = 0; bytes < buffer.byteLength; bytes += 7) {
      expect(decodeFrame(buffer.slice(0, bytes), SHAPE)).toBeTypeOf("string");
    }
    expect(decodeFrame(buffer, { ...SHAPE, places: 6 })).toBeTypeOf("string");
    expect(HEADER_BYTES % 8).toBe(0);
  });
});

test("a server's text is read if it is one of the known messages", () => {
  expect(parseServerMessage('{"type":"error","code":"A","message":"b"}')).toMatchObject({ code: "A" });
  for (const text of ["", "{", "null", "[]", "3", '{"type":"other"}']) {
    expect(parseServerMessage(text)).toBeUndefined();
  }
});
