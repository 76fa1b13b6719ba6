// What keeps a version from its next step: pure. The database holds to the same by constraints and triggers.
import type { BackTestResult, CriterionState, CriterionStep, Obstacle, Shadow } from "./contract.ts";
import type { Fault } from "./language/fault.ts";
import type { VersionRow } from "./store.ts";

/** Everything the gates look at. */
export type Situation = {
  readonly version: VersionRow;
  readonly faults: readonly Fault[];
  /** The back-test the test report rests on, if it is of this text. */
  readonly test: { readonly at: Date; readonly result: BackTestResult } | null;
  readonly shadow: Shadow | null;
  readonly at: Date;
  /** Made-up travellers only: a shadow may be shorter than a day. */
  readonly demonstration: boolean;
  /** Who would take the step. */
  readonly by: string;
};

/** How old steps 3 to 6 may be when a version becomes active. */
export const stepDaysMax = 90;
export const dayMs = 86_400_000;

/** Which steps a state leaves open, with the last part of the route of each and the action it needs. */
export const stepTable = [
  { step: "specified", path: "specification", action: "write-criterion", from: ["proposed"] },
  { step: "tested", path: "test-report", action: "test-criterion", from: ["specified"] },
  { step: "bias-reported", path: "bias-report", action: "test-criterion", from: ["tested"] },
  { step: "bias-assented", path: "bias-assent", action: "advise-criterion", from: ["tested"] },
  { step: "opinion-given", path: "opinion", action: "advise-criterion", from: ["bias-tested"] },
  { step: "approved", path: "approval", action: "approve-criterion", from: ["opinion"] },
  {
    step: "returned",
    path: "return",
    action: "approve-criterion",
    from: ["specified", "tested", "bias-tested", "opinion"],
  },
  { step: "shadow-started", path: "shadow", action: "write-criterion", from: ["approved"] },
  { step: "activated", path: "activation", action: "approve-criterion", from: ["shadow"] },
  { step: "reviewed", path: "review", action: "approve-criterion", from: ["active"] },
  { step: "suspended", path: "suspension", action: "stop-criterion", from: ["active", "shadow"] },
  { step: "resumed", path: "resumption", action: "approve-criterion", from: ["suspended"] },
  {
    step: "retired",
    path: "retirement",
    action: "stop-criterion",
    from: [
      "proposed",
      "specified",
      "tested",
      "bias-tested",
      "opinion",
      "approved",
      "shadow",
      "active",
      "suspended",
    ],
  },
] as const satisfies readonly {
  readonly step: CriterionStep;
  readonly path: string;
  readonly action: string;
  readonly from: readonly CriterionState[];
}[];
export type PersonsStep = (typeof stepTable)[number]["step"];

const obstacle = (code: string, text: string, values: Readonly<Record<string, string>> = {}): Obstacle => ({
  because: { code, values },
  text,
});

/** What keeps the version from this step; nothing: it can be taken. */
export function obstaclesTo(step: PersonsStep, situation: Situation): readonly Obstacle[] {
  const row = stepTable.find((each) => each.step === step);
  const { version } = situation;
  if (row === undefined || !(row.from as readonly CriterionState[]).includes(version.state))
    return [
      obstacle("wrong-state", `The version is ${version.state}: this step does not follow.`, {
        state: version.state,
      }),
    ];
  return gates[step](situation);
}

const gates: Readonly<Record<PersonsStep, (of: Situation) => readonly Obstacle[]>> = {
  specified: specificationFaults,
  tested: (of) => [...notAuthor(of), ...testFaults(of)],
  "bias-reported": ({ test }) => (test === null ? [notTested] : []),
  "bias-assented": (of) => [
    ...notAuthor(of),
    ...(of.version.bias_by === null
      ? [obstacle("no-bias-report", "No bias report is written yet: an analyst writes it first.")]
      : []),
    ...(of.version.bias_by === of.by
      ? [obstacle("four-eyes", "You wrote the bias report: another person assents to it.")]
      : []),
  ],
  "opinion-given": notAuthor,
  approved: (of) => [
    ...notAuthor(of),
    ...(of.version.first_by === of.by
      ? [obstacle("four-eyes", "You have approved it already: a second person does too.")]
      : []),
    ...oldSteps(of),
  ],
  returned: () => [],
  "shadow-started": oldSteps,
  activated: (of) => [...notAuthor(of), ...lawful(of), ...oldSteps(of), ...shadowFaults(of)],
  reviewed: notAuthor,
  suspended: () => [],
  resumed: (of) => [...notAuthor(of), ...lawful(of), ...oldSteps(of), ...pastEnd(of), ...shadowNeeded(of)],
  retired: () => [],
};

const notTested = obstacle("no-test", "It has no back-test of this text yet.");

function notAuthor({ version, by }: Situation): readonly Obstacle[] {
  return version.authors.includes(by)
    ? [obstacle("own-rule", "You wrote on this rule: another person takes this step.")]
    : [];
}

function lawful({ faults }: Situation): readonly Obstacle[] {
  const refused = faults.find(({ severity }) => severity === "refused");
  return refused === undefined
    ? []
    : [
        obstacle(
          "not-lawful",
          `${refused.text}${refused.clause === null ? "" : ` (${refused.clause})`} ${refused.mend}`,
          { fault: refused.code, clause: refused.clause ?? "" },
        ),
      ];
}

/** Shortest text that counts as a statement. */
const wordsMin = 10;
const said = (text: string | undefined): boolean => (text ?? "").trim().length >= wordsMin;

function specificationFaults(of: Situation): readonly Obstacle[] {
  const { version, faults } = of;
  const { dossier } = version;
  if (version.text === null) return [obstacle("no-rule", "No rule is written yet.")];
  const found: Obstacle[] = [...lawful(of)];
  if (!said(dossier.threat)) found.push(obstacle("no-threat", "Say which threat the rule answers."));
  if (!said(dossier.idea)) found.push(obstacle("no-idea", "Say in plain words what the rule looks for."));
  if (dossier.offences.length === 0)
    found.push(
      obstacle(
        "no-offence",
        "Name at least one offence that the rule is for (Directive (EU) 2016/681 Annex II).",
      ),
    );
  if (!said(dossier.airLink)) found.push(obstacle("no-air-link", aims["no-air-link"]));
  const aim = aimFault(dossier, version.outcome);
  if (aim !== null) found.push(obstacle(aim, aims[aim]));
  if (!evidenceSuffices(version))
    found.push(
      obstacle(
        "weak-evidence",
        "The evidence is graded worse than B2: say which second origin says the same.",
      ),
    );
  if (dossier.exonerating.length === 0)
    found.push(
      obstacle(
        "no-exonerating",
        "Name at least one innocent explanation that a review must look for (CJEU C-817/19, 199-200).",
      ),
    );
  if (!said(dossier.scope)) found.push(obstacle("no-scope", "Say where and when the rule applies."));
  if (dossier.limits.shadowDays < 1 && !of.demonstration)
    found.push(obstacle("no-shadow-days", "It must run in its shadow for a day at least."));
  const stated = new Set(dossier.necessity.filter(({ why }) => said(why)).map(({ field }) => field));
  for (const field of version.fields.filter((name) => !stated.has(name)))
    found.push(obstacle("no-necessity", `Say why "${field}" is necessary.`, { field }));
  for (const { code, path, text } of faults.filter(({ severity }) => severity === "caution")) {
    const answered = dossier.cautions.some((one) => one.code === code && one.path === path && said(one.why));
    if (!answered)
      found.push(obstacle("caution-unanswered", `${text} Say why it is right all the same.`, { code, path }));
  }
  return found;
}

const aims = {
  "no-air-link":
    "Say how the offences are linked, at least indirectly, with carriage by air (CJEU C-817/19, 152-157).",
  "no-aim": "Say whom the rule is to find.",
  "aim-outcome":
    "A rule of this outcome is not aimed at them: suspects are offenders or those who smuggle, persons at risk are protected.",
  "aim-smuggled":
    "For the facilitation of unauthorised entry a rule finds those who smuggle, never the person who is smuggled (Annex II, 11; Palermo Smuggling Protocol Art. 5).",
} as const;

/** What is wrong with whom a rule is aimed at, beside its outcome and its offences; null: nothing. */
function aimFault(
  { aimedAt, offences }: VersionRow["dossier"],
  outcome: VersionRow["outcome"],
): Exclude<keyof typeof aims, "no-air-link"> | null {
  if (aimedAt === null) return "no-aim";
  if ((outcome === "protect") !== (aimedAt === "person-at-risk")) return "aim-outcome";
  const smuggling = outcome === "suspect" && offences.includes("unauthorised-entry-facilitation");
  return smuggling && aimedAt !== "facilitator" ? "aim-smuggled" : null;
}

function evidenceSuffices({ dossier: { evidence } }: VersionRow): boolean {
  const good =
    (evidence.source === "A" || evidence.source === "B") && ["1", "2"].includes(evidence.information ?? "");
  return good || said(evidence.corroboration);
}

/** Fewer travellers than these tell nothing of a rule. */
export const fewestTravellers = 100;

function testFaults({ test, version }: Situation): readonly Obstacle[] {
  if (test === null) return [notTested];
  const { travellers, per10000 } = test.result;
  if (travellers < fewestTravellers)
    return [
      obstacle(
        "test-too-small",
        `The back-test saw ${travellers} travellers; ${fewestTravellers} are the least.`,
        {
          travellers: String(travellers),
          least: String(fewestTravellers),
        },
      ),
    ];
  const cap = version.dossier.limits.per10000;
  return (per10000 ?? 0) > cap
    ? [
        obstacle(
          "over-volume",
          `It would match ${(per10000 ?? 0).toFixed(1)} of 10,000 travellers; ${cap} are declared. Narrow the rule, or declare more and say why.`,
          { per10000: (per10000 ?? 0).toFixed(1), cap: String(cap) },
        ),
      ]
    : [];
}

/** Steps 3 to 6 that are missing or too old to rest a rule on. */
function oldSteps({ version, at }: Situation): readonly Obstacle[] {
  const steps = [
    ["test", version.tested_at],
    ["bias test", version.assent_at],
    ["opinion", version.opinion_at],
    ["approval", version.second_at],
  ] as const;
  return steps.flatMap(([name, taken]) => {
    if (taken === null) {
      if (name === "approval" && version.state === "opinion") return [];
      return [obstacle("step-missing", `The ${name} is missing.`, { step: name })];
    }
    return at.getTime() - taken.getTime() > stepDaysMax * dayMs
      ? [
          obstacle(
            "step-too-old",
            `The ${name} is older than ${stepDaysMax} days: make a new version and test it anew.`,
            {
              step: name,
              days: String(stepDaysMax),
            },
          ),
        ]
      : [];
  });
}

function shadowFaults({ shadow, at }: Situation): readonly Obstacle[] {
  if (shadow === null) return [obstacle("no-shadow", "It has not run in its shadow.")];
  if (at.getTime() < Date.parse(shadow.until))
    return [
      obstacle("shadow-runs", `Its shadow runs until ${shadow.until.slice(0, 16)} UTC.`, {
        until: shadow.until,
      }),
    ];
  if (shadow.within === null)
    return [obstacle("shadow-empty", "Too few travellers were seen in its shadow to tell its volume.")];
  return shadow.within
    ? []
    : [
        obstacle(
          "shadow-differs",
          "Its volume in the shadow differs from the back-test by more than a quarter: test it anew, or return it.",
          {
            shadow: (shadow.per10000 ?? 0).toFixed(1),
            test: (shadow.backTestPer10000 ?? 0).toFixed(1),
          },
        ),
      ];
}

/** A version that was suspended in its shadow has never been shown fit: it cannot become active by being resumed. */
function shadowNeeded({ version }: Situation): readonly Obstacle[] {
  return version.active_at === null
    ? [obstacle("no-shadow", "It was suspended in its shadow: make a new version and test it anew.")]
    : [];
}

function pastEnd({ version, at }: Situation): readonly Obstacle[] {
  return version.sunset_at !== null && version.sunset_at.getTime() <= at.getTime()
    ? [obstacle("past-sunset", "Its time is over: make a new version and test it anew.")]
    : [];
}
