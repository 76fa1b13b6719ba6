// A compliance pack: each clause of an instrument, how the unit meets it, the evidence of now, the tests, and the gaps. Pure.
import { obligations, type Mode } from "#oversight";
import { annex9Clauses, directiveClauses } from "./clauses.ts";
import { askProbe, probeNames, type Evidence, type Facts, type ProbeName } from "./probes.ts";
import type { ShownTest, ShownTests } from "./shown-tests.ts";

export const instruments = {
  "annex9-pack": { title: "ICAO Annex 9, Chapter 9, section D", clauses: annex9Clauses },
  "directive-pack": { title: "Directive (EU) 2016/681", clauses: directiveClauses },
} as const;
export type PackKind = keyof typeof instruments;

/** "shown": tests and the evidence of now speak for it. "in-part": evidence, and no test yet. "gap": something lacks. */
export type Standing = "shown" | "in-part" | "gap" | "procedure";

export type Clause = {
  readonly id: string;
  readonly duty: string;
  readonly how: string;
  readonly mode: Mode;
  readonly standing: Standing;
  readonly gaps: readonly string[];
  readonly evidence: readonly ProbeName[];
  readonly tests: readonly ShownTest[];
};

export type Pack = {
  readonly title: string;
  readonly unit: string;
  readonly software: string;
  readonly profile: string;
  readonly madeAt: string;
  /** When the results of the tests were written down. */
  readonly testsOf: string;
  readonly head: Facts["head"];
  readonly counts: Readonly<Record<Standing, number>>;
  readonly evidence: readonly Evidence[];
  readonly clauses: readonly Clause[];
};

/** Makes the pack of one instrument. Throws where a clause names an obligation that there is none of. */
export function packOf(kind: PackKind, facts: Facts, tests: ShownTests): Pack {
  const { title, clauses: wanted } = instruments[kind];
  const evidence = new Map(probeNames.map((name) => [name, askProbe(name, facts)]));
  const clauses = Object.entries(wanted).map(([id, probes]): Clause => {
    const row = obligations.find((one) => one.id === id);
    if (row === undefined) throw new Error(`${id} is no obligation of the catalogue`);
    const shownBy = tests.byObligation.get(id) ?? [];
    const gaps = [
      ...probes.flatMap((probe) => {
        const found = evidence.get(probe);
        return found?.state === "gap" ? [found.says] : [];
      }),
      ...shownBy
        .filter(({ result }) => result === "failed")
        .map(({ title: failed }) => `A test failed: ${failed}`),
      ...(row.mode === "E" && shownBy.length === 0
        ? [`No test shows it yet: ${tests.open.get(id) ?? "the reason is not written down"}.`]
        : []),
    ];
    return {
      id,
      duty: row.duty,
      how: row.how,
      mode: row.mode,
      standing: standingOf(row.mode, gaps, shownBy),
      gaps,
      evidence: probes,
      tests: shownBy,
    };
  });
  return {
    title,
    unit: facts.unit,
    software: facts.software,
    profile: facts.profileLabel,
    madeAt: facts.at.toISOString(),
    testsOf: tests.at,
    head: facts.head,
    counts: countsOf(clauses),
    evidence: [...evidence.values()],
    clauses,
  };
}

function standingOf(mode: Mode, gaps: readonly string[], tests: readonly ShownTest[]): Standing {
  if (gaps.length > 0) return "gap";
  if (mode === "P") return "procedure";
  return tests.length > 0 && tests.every(({ result }) => result === "passed") ? "shown" : "in-part";
}

function countsOf(clauses: readonly Clause[]): Record<Standing, number> {
  const counts = { shown: 0, "in-part": 0, gap: 0, procedure: 0 };
  for (const { standing } of clauses) counts[standing] += 1;
  return counts;
}
