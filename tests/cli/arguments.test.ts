/** A command line is read whole, and every fault in it is told at once. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArgumentSpec, parseArguments } from "../../sim/cli/arguments.ts";
import { UserError } from "../../sim/experiment/errors.ts";

const SPEC: ArgumentSpec = {
  operands: [{ name: "SCENARIO", help: "file or name" }],
  options: [
    {
      name: "households",
      value: "N",
      help: "",
      range: { min: 100, max: 40_000_000, whole: true },
      excludes: "scale",
    },
    { name: "scale", value: "S", help: "", range: { min: 1, max: 1e5, whole: false } },
    { name: "detail", value: "WHAT", help: "", choices: ["place-year", "place-month"] },
    { name: "out", value: "DIR", help: "" },
    { name: "json", help: "" },
    { name: "help", help: "" },
  ],
};

/** Codes of the problems of a command line. */
function faults(...words: string[]): string[] {
  try {
    parseArguments(SPEC, words);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

describe("a good command line", () => {
  test("gives operands, flags, texts and numbers, in any order", () => {
    const args = parseArguments(SPEC, ["--json", "--households", "1e5", "a b.yaml", "--out=x=y"]);
    expect(args.operand("SCENARIO")).toBe("a b.yaml");
    expect(args.flag("json")).toBe(true);
    expect(args.number("households")).toBe(100_000);
    expect(args.text("out")).toBe("x=y");
    expect(args.text("detail")).toBeUndefined();
    expect(args.number("scale")).toBeUndefined();
  });

  test("takes what follows -- as operands", () => {
    expect(parseArguments(SPEC, ["--", "--json"]).operand("SCENARIO")).toBe("--json");
  });

  test("takes the default of an operand", () => {
    const spec = { operands: [{ name: "S", help: "", default: "reference" }], options: [] };
    expect(parseArguments(spec, []).operand("S")).toBe("reference");
  });

  test("asking for help needs no operand", () => {
    expect(parseArguments(SPEC, ["-h"]).flag("help")).toBe(true);
  });
});

describe("a fault has its code", () => {
  test.each<[string, string[]]>([
    ["CLI_MISSING", []],
    ["CLI_EXTRA", ["s", "t"]],
    ["CLI_OPTION", ["s", "--householdz", "3"].slice(0, 2)],
    ["CLI_OPTION", ["s", "-x"]],
    ["CLI_TWICE", ["s", "--json", "--json"]],
    ["CLI_VALUE", ["s", "--households"]],
    ["CLI_VALUE", ["s", "--households", "--json"]],
    ["CLI_VALUE", ["s", "--households", "NaN"]],
    ["CLI_VALUE", ["s", "--households", "1e400"]],
    ["CLI_VALUE", ["s", "--households", "0x100"]],
    ["CLI_VALUE", ["s", "--households", "1_000"]],
    ["CLI_VALUE", ["s", "--households", "100.5"]],
    ["CLI_VALUE", ["s", "--households="]],
    ["CLI_RANGE", ["s", "--households", "-1"]],
    ["CLI_RANGE", ["s", "--households", "0"]],
    ["CLI_RANGE", ["s", "--households", "1e9"]],
    ["CLI_RANGE", ["s", "--scale", "0.5"]],
    ["CLI_VALUE", ["s", "--detail", "place-weak"]],
    ["CLI_VALUE", ["s", "--out", ""]],
    ["CLI_VALUE", ["s", "--out", "a\u0000b"]],
    ["CLI_VALUE", ["s", "--json=yes"]],
    ["CLI_VALUE", [""]],
    ["CLI_CONFLICT", ["s", "--households", "100", "--scale", "50"]],
  ])("%s: %j", (code, words) => {
    expect(faults(...words)).toEqual([code]);
  });

  test("and all of them are told", () => {
    expect(faults("--households", "-1", "--scale", "x", "--jsno")).toEqual([
      "CLI_RANGE",
      "CLI_VALUE",
      "CLI_OPTION",
      "CLI_MISSING",
      "CLI_CONFLICT",
    ]);
  });

  test("and says what was meant", () => {
    expect(() => parseArguments(SPEC, ["s", "--housholds", "9"])).toThrow('did you mean "--households"?');
    expect(() => parseArguments(SPEC, ["s", "--detail", "place-moth"])).toThrow(
      'did you mean "place-month"?',
    );
  });
});

test("no words, however strange, do more than read well or tell problems", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("--json", "--out", "--", "-", "--scale=", "__proto__", "--constructor"),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      for (const code of faults(...words)) expect(code).toMatch(/^CLI_[A-Z]+$/);
    }),
    { numRuns: 500 },
  );
});
