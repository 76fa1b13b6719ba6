// Every key of a legal profile: its kind, its place in the profile, and the hard limit that no version may loosen
// (obligations.md section 14). Pure.
import { isoPeriod, periodOf, profileFamilies, type Period, type ProfileFamily } from "#vocabulary";
import {
  agreements,
  exactDays,
  fewerThan,
  fixed,
  flag,
  higherShare,
  longerDays,
  lowerShare,
  minutes,
  moreThan,
  outageChoice,
  pushWindows,
  shorter,
  shorterDays,
  shorterHours,
  statements,
  word,
  words,
  type Kind,
  type Plain,
} from "./kinds.ts";

/** A hard limit: what it admits, how it reads, and the rule it comes from. */
export type Limit<Value> = {
  readonly admits: (value: Value) => boolean;
  readonly how: "at-most" | "at-least" | "exactly" | "only" | "count-at-most";
  readonly value: string;
  /** Id of the obligation. */
  readonly source: string;
};

/** Groups in which the screens and the reference page show keys. */
export const keyGroups = [
  "scope",
  "retention",
  "delivery",
  "review",
  "rules",
  "watchlists",
  "rights",
  "transfer",
  "operation",
] as const;
export type KeyGroup = (typeof keyGroups)[number];

export type ProfileKey<Value = unknown> = {
  readonly key: string;
  readonly group: KeyGroup;
  readonly kind: Kind<Value>;
  /** Where the value stands in the LegalProfile. */
  readonly path: readonly string[];
  /** By family; a family without one sets the value freely. */
  readonly limits: Readonly<Partial<Record<ProfileFamily, Limit<Value>>>>;
  /** What holds where a document of before this key names none; signed versions are not written anew. */
  readonly absent?: Plain;
  /** No instrument gives the value: the State that runs OpenPIU confirms it (section 14, project values). */
  readonly project?: true;
};

type LimitOf<Value> = Omit<Limit<Value>, "source">;

/** As tight as `plain` or tighter. */
function tight<Value>(kind: Kind<Value>, how: Limit<Value>["how"], plain: unknown): LimitOf<Value> {
  const loosest = kind.read(plain);
  if (loosest === undefined)
    throw new Error(`a limit that is no value of its kind: ${JSON.stringify(plain)}`);
  const period: Period | undefined = typeof plain === "string" ? periodOf(plain) : undefined;
  return {
    admits: (value) => kind.asTight(value, loosest),
    how,
    value: period === undefined ? String(plain) : isoPeriod(period),
  };
}

function count<Value>(most: number): LimitOf<readonly Value[]> {
  return { admits: (value) => value.length <= most, how: "count-at-most", value: String(most) };
}

function everywhere<Value>(limit: LimitOf<Value>, source: string): ProfileKey<Value>["limits"] {
  return Object.fromEntries(profileFamilies.map((family) => [family, { ...limit, source }]));
}

const keys: ProfileKey[] = [];

function define<Value>(
  group: KeyGroup,
  key: string,
  kind: Kind<Value>,
  options: {
    readonly path?: readonly string[];
    readonly limits?: ProfileKey<Value>["limits"];
    readonly project?: true;
    readonly absent?: Plain;
  } = {},
): void {
  const { path = key.split("."), limits = {}, project, absent } = options;
  const made: ProfileKey<Value> = {
    key,
    group,
    kind,
    path,
    limits,
    ...(project === undefined ? {} : { project }),
    ...(absent === undefined ? {} : { absent }),
  };
  // Values go in and out of a key by its own kind only.
  keys.push(made as unknown as ProfileKey);
}

const atMost = <Value>(kind: Kind<Value>, plain: unknown, source: string) =>
  everywhere(tight(kind, "at-most", plain), source);
const atLeast = <Value>(kind: Kind<Value>, plain: unknown, source: string) =>
  everywhere(tight(kind, "at-least", plain), source);
const only = <Value>(kind: Kind<Value>, plain: unknown, source: string) =>
  everywhere(tight(kind, "only", plain), source);

const purposes = words(/^[A-Z_]{2,30}$/, 1);
define("scope", "purposes", purposes, {
  limits: everywhere(
    { ...tight(purposes, "only", ["TERR", "SERIOUS"]), value: "TERR, SERIOUS" },
    "CJEU817-288-291",
  ),
});
define("scope", "offence.penaltyMonths", moreThan, { limits: atLeast(moreThan, 36, "PNRD-3.9") });
define("scope", "flightSelection.area", words(/^[A-Z]{2}$/, 0));
define("scope", "flightSelection.review", shorterDays, {
  limits: atMost(shorterDays, "P12M", "EUAPI13-13.7"),
});

define("retention", "retention.initial", shorterDays, {
  path: ["initial", "period"],
  limits: atMost(shorterDays, "P6M", "CJEU817-251-256"),
});
const effect = word("delete", "mask");
define("retention", "retention.initial.effect", effect, {
  path: ["initial", "effect"],
  limits: { "eu-strict": { ...tight(effect, "only", "delete"), source: "CJEU817-257-262" } },
});
define("retention", "retention.max", shorterDays, { limits: atMost(shorterDays, "P5Y", "PNRD-12.1") });
define("retention", "retention.depersonalise", shorterDays, {
  limits: {
    ...atMost(shorterDays, "P6M", "PNRD-12.2"),
    "icao-baseline": { ...tight(shorterDays, "at-most", "P2Y"), source: "ANX9-9.32" },
  },
});
define("retention", "retention.hit", shorterDays, {
  limits: atMost(shorterDays, "P6M", "PNRD-12.5a"),
  project: true,
});
define("retention", "retention.child", shorterDays, { limits: atMost(shorterDays, "P6M", "HR-CHILD-3") });
// What was asked and told of persons, counted from the end of the request; while a recipient may keep a package, so does the unit.
define("retention", "retention.disclosure", shorterDays, {
  limits: atMost(shorterDays, "P5Y", "PNRD-12.1"),
  project: true,
  absent: "P6M",
});
define("retention", "retention.audit", longerDays, { limits: atLeast(longerDays, "P5Y", "PNRD-13.6") });
define("retention", "retention.transportLog", exactDays, {
  limits: everywhere(tight(exactDays, "exactly", "P1Y"), "EUAPI13-17"),
});
define("retention", "retention.borderApi", shorterHours, {
  limits: atMost(shorterHours, "PT48H", "EUAPI12-8.2"),
});
define("retention", "retention.borderNoShow", shorterHours, {
  limits: atMost(shorterHours, "PT48H", "EUAPI12-8.2"),
});
define("retention", "retention.statistics", shorterDays);
define("retention", "retention.backup", shorterDays, {
  limits: atMost(shorterDays, "P30D", "PNRD-12.4"),
  project: true,
});
define("retention", "retention.redactedSource", shorterDays, {
  path: ["redactedSource"],
  limits: atMost(shorterDays, "P6M", "CJEU817-251-256"),
  project: true,
});
define("retention", "retention.quarantine", shorterHours, {
  path: ["quarantine"],
  limits: atMost(shorterHours, "PT72H", "PNRD-6.1"),
  project: true,
});

define("delivery", "push.pnr", pushWindows, {
  path: ["pushes", "pnr"],
  limits: everywhere(count(5), "ANX9-9.33d"),
});
define("delivery", "push.api", pushWindows, {
  path: ["pushes", "api"],
  limits: everywhere(count(2), "EUAPI13-5.3a"),
});
define("delivery", "push.crew", pushWindows, {
  path: ["pushes", "crew"],
  limits: everywhere(count(2), "EUAPI13-5.3b"),
});
define("delivery", "push.closeOut", pushWindows, {
  path: ["pushes", "close-out"],
  limits: everywhere(count(1), "EUAPI13-5.3a"),
});
define("delivery", "push.late", minutes, { path: ["lateAfter"] });
define("delivery", "push.missing", minutes, { path: ["missingAfter"] });
define("delivery", "list.daysBefore", fewerThan, { path: ["listWindow", "daysBefore"] });
define("delivery", "list.minutesAfter", fewerThan, { path: ["listWindow", "minutesAfter"] });
define("delivery", "api.latest", shorterHours, { limits: atMost(shorterHours, "PT96H", "EUAPI12-16") });
define("delivery", "receipt.sla", fewerThan, {
  path: ["receipt", "seconds"],
  limits: atMost(fewerThan, 60, "EUAPI13-12.3"),
  project: true,
});
define("delivery", "iapi.sla", fewerThan, {
  path: ["interactive", "seconds"],
  limits: atMost(fewerThan, 10, "ANX9-9.14"),
});

// No instrument sets the period in which a carrier is heard: four weeks as in Regulation (EC) 773/2004, Article 17(2); two at least.
define("delivery", "penalty.hearing", longerDays, {
  limits: atLeast(longerDays, "P14D", "PNRD-14"),
  project: true,
  absent: "P28D",
});
define("delivery", "penalty.bounds", statements, { absent: ["as the national law says"] });

define("review", "request.urgentReview", shorter, {
  limits: atMost(shorter, "PT72H", "CJEU817-222-227"),
  project: true,
});
define("review", "unmask.view", shorter, { limits: atMost(shorter, "PT72H", "PNRD-12.3"), project: true });
define("review", "unmask.dpoReview", shorter, {
  limits: atMost(shorter, "P30D", "PNRD-12.3"),
  project: true,
});
define("review", "training.validity", shorterDays);

define("rules", "rule.review", shorterDays, { limits: atMost(shorterDays, "P12M", "PNRD-6.4.2") });
define("rules", "rule.hardStop", shorterDays, { limits: atMost(shorterDays, "P12M", "PNRD-6.4.2") });
define("rules", "rule.precisionFloor", higherShare, {
  limits: atLeast(higherShare, 0.01, "ANX9-9.27a"),
  project: true,
});
define("rules", "rule.precisionAfter", fewerThan, { project: true });
define("rules", "rule.volumeCeiling", lowerShare, {
  limits: atMost(lowerShare, 0.01, "CJEU817-198"),
  project: true,
});

define("watchlists", "watchlist.review", shorterDays, { project: true });
define("watchlists", "watchlist.expiry", shorterDays, { project: true });
define("watchlists", "watchlist.clearedPair", shorterDays, {
  path: ["clearedPair"],
  project: true,
});

define("rights", "breach.notice", shorter, { limits: atMost(shorter, "PT72H", "LED-30") });
define("rights", "dsr.answer", shorterDays, {
  limits: atMost(shorterDays, "P60D", "PNRD-13.1"),
  project: true,
});
define("rights", "dpia.required", flag, { limits: only(flag, true, "LED-27") });
const exception = word("none", "vital-interest");
define("rights", "sensitive.exception", exception, {
  limits: {
    "eu-strict": { ...tight(exception, "only", "none"), source: "PNRD-13.4" },
    "eu-directive": { ...tight(exception, "only", "none"), source: "PNRD-13.4" },
  },
});
const transfer = word("deny", "allow");
define("transfer", "transfer.default", transfer, { limits: only(transfer, "deny", "PNRD-11.1") });

// Off by default; a document of before this key has none (AGR-CA-1/15).
define("transfer", "agreements", agreements, { absent: [] });

define("operation", "screening.recentPast", shorterHours, { path: ["recentPast"] });
define("operation", "screening.provisionalDirective", fixed("OK", "OK"), { path: ["provisionalDirective"] });
for (const threat of ["normal", "heightened", "severe"])
  define("operation", `outage.${threat}`, outageChoice);

/** Every key there is, group by group. */
export const profileKeys: readonly ProfileKey[] = keys;
const byKey = new Map(keys.map((each) => [each.key, each]));

/** The key of this name; undefined when there is none. */
export function profileKey(name: string): ProfileKey | undefined {
  return byKey.get(name);
}
