// A profile can tighten what the law allows, never loosen it: over generated profiles, against limits written out here.
import fc from "fast-check";
import { expect, test } from "vitest";
import { euStrict, expiredAt, periodOf, profileFamilies, type Period } from "#vocabulary";
import { differencesOf, profileOf, type ProfileDocument } from "./document.ts";
import { profileKey, profileKeys } from "./keys.ts";
import type { Plain } from "./kinds.ts";
import { defaultProfile, shippedProfiles } from "./shipped.ts";
import { profileFaults } from "./validator.ts";

const withValue = (
  key: string,
  value: Plain,
  document: ProfileDocument = defaultProfile,
): ProfileDocument => ({
  ...document,
  values: { ...document.values, [key]: { value, source: "a test" } },
});

const dayMs = 86_400_000;
/** Days from one day on: what a period really lasts, by the calendar, from several beginnings. */
const beginnings = ["2026-03-01", "2027-08-31", "2028-02-29", "2025-12-31"].map(
  (day) => new Date(`${day}T00:00:00Z`),
);
const lasts = (text: unknown): readonly number[] => {
  const period = periodOf(String(text)) as Period;
  return beginnings.map((from) => (expiredAt(from, period).getTime() - from.getTime()) / dayMs);
};
const noLonger = (one: unknown, other: string): boolean => {
  const most = lasts(other);
  return lasts(one).every((days, at) => days <= (most[at] ?? 0));
};

// Section 14 of the obligations, column "range", and the hard limits of sections 1 to 9: written from there, not from the program.
const within: Readonly<Record<string, (value: Plain) => boolean>> = {
  purposes: (value) => (value as readonly string[]).every((one) => one === "TERR" || one === "SERIOUS"),
  "offence.penaltyMonths": (value) => Number(value) >= 36,
  "flightSelection.review": (value) => noLonger(value, "P12M"),
  "retention.initial": (value) => noLonger(value, "P6M"),
  "retention.initial.effect": (value) => value === "delete",
  "retention.max": (value) => noLonger(value, "P60M"),
  "retention.depersonalise": (value) => noLonger(value, "P6M"),
  "retention.hit": (value) => noLonger(value, "P6M"),
  "retention.child": (value) => noLonger(value, "P6M"),
  "retention.disclosure": (value) => noLonger(value, "P5Y"),
  "retention.audit": (value) => typeof value === "string" && noLonger("P5Y", value),
  "retention.transportLog": (value) => value === "P12M" || value === "P1Y",
  "retention.borderApi": (value) => noLonger(value, "PT48H"),
  "retention.borderNoShow": (value) => noLonger(value, "PT48H"),
  "retention.backup": (value) => noLonger(value, "P30D"),
  "retention.redactedSource": (value) => noLonger(value, "P6M"),
  "retention.quarantine": (value) => noLonger(value, "PT72H"),
  "push.pnr": (value) => (value as readonly Plain[]).length <= 5,
  "push.api": (value) => (value as readonly Plain[]).length <= 2,
  "push.crew": (value) => (value as readonly Plain[]).length <= 2,
  "push.closeOut": (value) => (value as readonly Plain[]).length <= 1,
  "api.latest": (value) => noLonger(value, "PT96H"),
  "receipt.sla": (value) => Number(value) <= 60,
  "penalty.hearing": (value) => typeof value === "string" && noLonger("P14D", value),
  "iapi.sla": (value) => Number(value) <= 10,
  "request.urgentReview": (value) => noLonger(value, "PT72H"),
  "unmask.view": (value) => noLonger(value, "PT72H"),
  "unmask.dpoReview": (value) => noLonger(value, "P30D"),
  "rule.review": (value) => noLonger(value, "P12M"),
  "rule.hardStop": (value) => noLonger(value, "P12M"),
  "rule.precisionFloor": (value) => Number(value) >= 0.01,
  "rule.volumeCeiling": (value) => Number(value) <= 0.01,
  "breach.notice": (value) => noLonger(value, "PT72H"),
  "dsr.answer": (value) => noLonger(value, "P60D"),
  "dpia.required": (value) => value === true,
  "sensitive.exception": (value) => value === "none",
  "transfer.default": (value) => value === "deny",
};

const calendarText = fc.oneof(
  fc.nat(72).map((n) => `P${n}M`),
  fc.nat(2200).map((n) => `P${n}D`),
  fc.integer({ min: 0, max: 7 }).map((n) => `P${n}Y`),
);
const hoursText = fc.nat(200).map((n) => `PT${n}H`);
const windows = fc.uniqueArray(
  fc.record({ opens: fc.integer({ min: -9000, max: -1 }), due: fc.integer({ min: 0, max: 90 }) }),
  { maxLength: 7, selector: ({ opens, due }) => `${opens} ${due}` },
);
const anyValue: Readonly<Record<string, fc.Arbitrary<Plain>>> = {
  purposes: fc.uniqueArray(fc.constantFrom("TERR", "SERIOUS", "BORDER", "MIGRATION", "CHILD_PROTECTION"), {
    minLength: 1,
  }),
  "flightSelection.area": fc.uniqueArray(fc.constantFrom("AZ", "GE", "TR")),
  "retention.initial.effect": fc.constantFrom("delete", "mask"),
  "sensitive.exception": fc.constantFrom("none", "vital-interest"),
  "transfer.default": fc.constantFrom("deny", "allow"),
  "screening.provisionalDirective": fc.constant("OK"),
};
const ofKind: Readonly<Record<string, fc.Arbitrary<Plain>>> = {
  period: fc.oneof(calendarText, hoursText),
  hours: hoursText,
  number: fc.integer({ min: 0, max: 400 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  flag: fc.boolean(),
  pushes: windows,
  agreements: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("Agreement A", "Agreement B", "Agreement C"),
      origins: fc.uniqueArray(fc.constantFrom("state:GB", "state:TR", "carrier:BA"), { minLength: 1 }),
      stay: fc.oneof(
        fc.constant(null),
        fc.nat(400).map((days) => `P${days}D`),
      ),
    }),
    { selector: ({ name }) => name },
  ),
  words: fc.uniqueArray(fc.constantFrom("board", "check-documents"), { minLength: 1 }),
};
const names = profileKeys.map(({ key }) => key);
const valueOf = (key: string): fc.Arbitrary<Plain> => {
  const { kind } = profileKey(key) ?? { kind: undefined };
  const values = anyValue[key] ?? ofKind[kind?.name ?? ""];
  if (kind === undefined || values === undefined) throw new Error(`no values for ${key}`);
  return values.filter((value) => kind.read(value) !== undefined);
};
const keyAndTwo = fc
  .constantFrom(...names)
  .chain((key) => fc.tuple(fc.constant(key), valueOf(key), valueOf(key), valueOf(key)));
const readAs = (key: string, value: Plain) => profileKey(key)?.kind.read(value);
const asTight = (key: string, one: Plain, other: Plain): boolean =>
  profileKey(key)?.kind.asTight(readAs(key, one), readAs(key, other)) === true;

const refusedKeys = (document: ProfileDocument) => profileFaults(document).map(({ key }) => key);

test("every key of a whole profile at random: admitted exactly when each value is within its hard limit (ANX9-9.34b)", () => {
  const whole = fc.tuple(...names.map((key) => valueOf(key)));
  fc.assert(
    fc.property(whole, (values) => {
      const document = names.reduce(
        (made, key, at) => withValue(key, values[at] as Plain, made),
        defaultProfile,
      );
      const beyond = names.filter((key, at) => within[key]?.(values[at] as Plain) === false);
      expect(refusedKeys(document)).toEqual(beyond);
    }),
    { numRuns: 500 },
  );
});

test("any single loosening beyond a limit is refused with the key, the limit and its source (ANX9-9.34b)", () => {
  fc.assert(
    fc.property(keyAndTwo, ([key, value]) => {
      const faults = profileFaults(withValue(key, value));
      const lawful = within[key]?.(value) ?? true;
      expect(faults.map((one) => [one.key, one.code])).toEqual(lawful ? [] : [[key, "beyond-limit"]]);
      const [fault] = faults;
      expect(lawful || (fault?.limit !== null && fault?.source !== null && fault?.text.includes(key))).toBe(
        true,
      );
    }),
    { numRuns: 3000 },
  );
});

test("tightening is always admitted, in every family", () => {
  fc.assert(
    fc.property(fc.constantFrom(...shippedProfiles), keyAndTwo, (shipped, [key, value]) => {
      const standing = shipped.values[key]?.value as Plain;
      expect(
        !asTight(key, value, standing) || profileFaults(withValue(key, value, shipped)).length === 0,
      ).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("at least as tight is a partial order for each key", () => {
  fc.assert(
    fc.property(keyAndTwo, ([key, a, b, c]) => {
      expect(asTight(key, a, a)).toBe(true);
      expect(!(asTight(key, a, b) && asTight(key, b, c)) || asTight(key, a, c)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("of two periods as tight as each other both end on the same day", () => {
  fc.assert(
    fc.property(calendarText, calendarText, (a, b) => {
      const equal = asTight("retention.max", a, b) && asTight("retention.max", b, a);
      expect(!equal || (noLonger(a, b) && noLonger(b, a))).toBe(true);
    }),
  );
});

test.each([["BORDER"], ["MIGRATION"], ["INTELLIGENCE"]])(
  "PNR for %s is refused (CJEU817-288-291, PNRD-1.2, ANX9-9.24b)",
  (purpose) => {
    for (const shipped of shippedProfiles) {
      expect(profileFaults(withValue("purposes", ["TERR", "SERIOUS", purpose], shipped))).toMatchObject([
        { key: "purposes", code: "beyond-limit", source: "CJEU817-288-291" },
      ]);
    }
  },
);

test("what a family allows: masking and the vital-interest switch only where its law has them", () => {
  const [euDirective, icao] = ["eu-directive", "icao-baseline"].map(
    (name) => shippedProfiles.find((one) => one.name === name) as ProfileDocument,
  );
  expect(profileFaults({ ...(euDirective as ProfileDocument), family: "eu-strict" })).toMatchObject([
    { key: "retention.initial.effect", source: "CJEU817-257-262" },
  ]);
  const excepted = withValue("sensitive.exception", "vital-interest", icao);
  expect(refusedKeys(excepted)).toEqual([]);
  expect(refusedKeys({ ...excepted, family: "eu-directive" })).toEqual(["sensitive.exception"]);
  expect(profileFaults(withValue("retention.depersonalise", "P25M", icao))).toMatchObject([
    { key: "retention.depersonalise", limit: "at most P2Y", source: "ANX9-9.32" },
  ]);
  expect(refusedKeys(withValue("retention.depersonalise", "P2Y", icao))).toEqual([]);
});

test("no profile that is shipped has an exception for sensitive data, and none of the EU may have one (ANX9-9.29b)", () => {
  for (const shipped of shippedProfiles) {
    expect([shipped.name, shipped.values["sensitive.exception"]?.value]).toEqual([shipped.name, "none"]);
    const refused = refusedKeys(withValue("sensitive.exception", "vital-interest", shipped));
    expect([shipped.name, refused]).toEqual([
      shipped.name,
      shipped.family === "icao-baseline" ? [] : ["sensitive.exception"],
    ]);
  }
});

test("what is shipped is lawful, sets every key and names the source of each value", () => {
  expect(shippedProfiles.map(({ name }) => name)).toEqual([
    "eu-strict",
    "eu-directive",
    "icao-baseline",
    "state-template",
    "az-draft",
  ]);
  for (const document of shippedProfiles) {
    expect(profileFaults(document)).toEqual([]);
    expect(Object.keys(document.values).toSorted()).toEqual(names.toSorted());
  }
  expect(new Set(shippedProfiles.map(({ family }) => family))).toEqual(new Set(profileFamilies));
});

test("the shipped default is the profile that the program has built in", () => {
  expect(profileOf(defaultProfile, "AZ")).toEqual(euStrict);
});

test("a draft for a State is marked as not confirmed, value by value", () => {
  for (const name of ["state-template", "az-draft"]) {
    const document = shippedProfiles.find((one) => one.name === name);
    expect(Object.values(document?.values ?? {}).every(({ verified }) => verified === false)).toBe(true);
  }
});

test("what follows a shorter period never outlasts it (PNRD-12.5a, HR-CHILD-3)", () => {
  fc.assert(
    fc.property(calendarText, calendarText, (initial, hit) => {
      const set = withValue("retention.hit", hit, withValue("retention.initial", initial));
      const profile = profileOf(set, "AZ");
      for (const from of beginnings) {
        const end = expiredAt(from, profile.initial.period);
        expect(expiredAt(from, profile.retention.hit) <= end).toBe(true);
        expect(expiredAt(from, profile.retention.child) <= end).toBe(true);
        expect(expiredAt(from, profile.redactedSource) <= end).toBe(true);
      }
    }),
  );
});

test("an agreement only tightens: it is admitted in every family, one more is tighter, and no data outlast the profile by it (AGR-CA-1/15)", () => {
  const sets = ofKind["agreements"] ?? fc.constant([]);
  fc.assert(
    fc.property(fc.constantFrom(...shippedProfiles), sets, sets, fc.nat(400), (shipped, some, more, days) => {
      expect(profileFaults(withValue("agreements", some, shipped))).toEqual([]);
      const named = (set: Plain) => set as unknown as readonly { readonly name: string }[];
      const names = new Set(named(some).map(({ name }) => name));
      const both = [
        ...named(some),
        ...named(more).filter(({ name }) => !names.has(name)),
      ] as unknown as Plain;
      const [change] = differencesOf(
        withValue("agreements", some, shipped),
        withValue("agreements", both, shipped),
      );
      expect(["tighter", "same-value", undefined]).toContain(change?.way);
      const profile = profileOf(withValue("agreements", some, shipped), "AZ");
      // Read back as it was written, and what a reader sees in clear ends no later with an agreement than without one.
      expect(profile.agreements).toHaveLength((some as readonly unknown[]).length);
      for (const from of beginnings)
        for (const { stay } of profile.agreements) {
          const end = expiredAt(from, profile.initial.period);
          const leaves = stay === null ? new Date(from.getTime() + days * dayMs) : expiredAt(from, stay);
          expect(Math.min(end.getTime(), leaves.getTime()) <= end.getTime()).toBe(true);
        }
    }),
  );
  expect(refusedKeys(withValue("agreements", [{ name: "A", origins: [], stay: null }]))).toEqual([
    "agreements",
  ]);
  expect(
    refusedKeys(
      withValue("agreements", [{ name: "Longer", origins: ["state:GB"], stay: null, keep: "P9Y" }]),
    ),
  ).toEqual(["agreements"]);
});

test("differences say which way each value goes", () => {
  const next = withValue("retention.initial", "P3M", withValue("dsr.answer", "P40D"));
  expect(differencesOf(defaultProfile, next)).toMatchObject([
    { key: "retention.initial", way: "tighter" },
    { key: "dsr.answer", way: "looser" },
  ]);
  expect(differencesOf(defaultProfile, defaultProfile)).toEqual([]);
});
