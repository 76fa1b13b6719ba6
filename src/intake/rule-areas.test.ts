// What a rule is about, for every code there is.
import { expect, test } from "vitest";
import { messageCodes, type CodeEntry } from "#messages";
import { intakeCodes } from "./codes.ts";
import { ruleArea } from "./rule-areas.ts";

const all = Object.entries<CodeEntry>({ ...messageCodes, ...intakeCodes });

/** What is missing in these is a part of the syntax, no datum; or nothing is. */
const ofSyntax = new Set(
  (
    "APPLICATION_REFERENCE_SHIFTED CONTENT_UNKNOWN EDI18 EDI20 EDI25 ENVELOPE_MISSING HEADER_MISSING LOC_UNPAIRED MF07 MF17 " +
    "NAME_MISPLACED PN03 SEGMENTS_JOINED TERMINATOR_LOST TRAILER_MISSING XML01 XML12 EDI32 EDI12 XML09 DTM_INVALID MF24 MF22"
  ).split(" "),
);

test("every code that says that something required lacks is about completeness [transport.md §10 row 7 parallel run; §16 row parse failure %, rule failure % by rule]", () => {
  const says =
    /\b(is missing|be missing|are missing|has no|holds no person|holds neither|names neither|names no flight|names no traveller|lacks?|is not given|without it|is empty|did not come|announces)\b|\b(date of birth|sex) .*\{reason\}/;
  const lacks = all
    .filter(([code, { text }]) => says.test(text) && !ofSyntax.has(code))
    .map(([code]) => code);
  expect(lacks).toEqual(
    expect.arrayContaining(["PX11", "PX15", "PN06", "MF13", "MF15", "MF23", "IN08", "PX23"]),
  );
  expect(lacks.filter((code) => ruleArea(code) !== "completeness")).toEqual([]);
});

test("rules about time are about neither completeness nor correctness", () => {
  expect(["PX24", "PN19"].map(ruleArea)).toEqual(["timeliness", "timeliness"]);
  const late = all.filter(([, { text }]) => /came \{hours\} h/.test(text)).map(([code]) => code);
  expect(late.map(ruleArea)).toEqual(late.map(() => "timeliness"));
});
