// Measures the quality of screening on the development set and on the repository's own, beside reference methods.
// Run: npm run bench:screening [-- --save] [--without-peers]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIndex, ENGINE_VERSION, screenTraveller, STANDARD_PROFILE } from "../src/screening/api.ts";
import type { ListIndex } from "../src/screening/index/list-index.ts";
import { readTravellerLine } from "../src/app/cli/traveller-line.ts";
import type { ListEntry } from "../src/watchlists/entry.ts";
import { readList } from "../src/watchlists/formats/read-list.ts";
import { ownSet, OWN_SEED } from "./quality-set/own-set.ts";
import {
  bestQuality,
  calibrationError,
  intervals,
  judge,
  qualityAt,
  sharesBy,
  thresholdAtRate,
  type Hit,
  type Hits,
  type Judged,
  type LabelledRow,
  type OrdinaryRow,
} from "./screening-figures.ts";
import { foldedName, lettersOf, listedNames, plainDay, type View } from "./screening-peers/listed-names.ts";
import { PEER_HIT, PEERS, type Peer } from "./screening-peers/peers.ts";
import { seeded } from "./screening-list.ts";

const shared = fileURLToPath(new URL("../../shared/bench/", import.meta.url));
const page = fileURLToPath(new URL("../docs/reference/screening-quality.md", import.meta.url));
const program = fileURLToPath(new URL("../bin/openpiu", import.meta.url));
const SEED = 20_261_122;
/** Alerts per thousand ordinary travellers at which figures are given. */
const RATES = [1, 2, 3.5, 5, 10];
/** The protocol's own rate. */
const REFERENCE_RATE = 5;
const LEAST_GROUP = 60;
const LEAST_TRAFFIC = 1000;

/** Kinds of people who bear a listed name and were born years apart. */
const NAMESAKES: ReadonlySet<string> = new Set(["neg-same-name-other-dob", "neg-namesake"]);

type LabelledSet = {
  readonly title: string;
  readonly list: readonly ListEntry[];
  readonly rows: readonly LabelledRow[];
  readonly ordinary: readonly OrdinaryRow[];
};

const printed: string[] = [];
function say(line = ""): void {
  printed.push(line);
  console.log(line);
}

const three = (value: number): string => value.toFixed(3);
const four = (value: number): string => value.toFixed(4);

function table(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  say(`| ${heads.join(" | ")} |`);
  say(`|${heads.map(() => "---").join("|")}|`);
  for (const row of rows) say(`| ${row.join(" | ")} |`);
  say();
}

function rowsOf<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function developmentSet(): LabelledSet | null {
  if (!existsSync(shared)) return null;
  const reading = readList(readFileSync(join(shared, "screening-dev-watchlist.jsonl")));
  if (!reading.accepted) throw new Error(reading.said.text);
  return {
    title: "Development set",
    list: reading.entries,
    rows: rowsOf(join(shared, "screening-dev.jsonl")),
    ordinary: rowsOf(join(shared, "screening-dev-traffic.jsonl")),
  };
}

/** Runs `bin/openpiu screen` over a file of travellers; what it printed is left in `into`. */
function screenByProgram(list: string, travellers: string, into: string): void {
  const out = openSync(into, "w");
  const run = spawnSync(program, ["screen", "--list", list, "--all", travellers], {
    stdio: ["ignore", out, "pipe"],
    encoding: "utf8",
  });
  closeSync(out);
  if (run.status !== 0) throw new Error(`bin/openpiu screen ended with ${run.status}: ${run.stderr}`);
}

function hitsOf(file: string): Hits {
  const lines = rowsOf<{ id: string; matches: readonly { entry: string; score: number }[] }>(file);
  return new Map(lines.map(({ id, matches }) => [id, matches]));
}

function screenHere(index: ListIndex, rows: readonly OrdinaryRow[]): Hits {
  const hits = new Map<string, Hit[]>();
  for (const row of rows) {
    const read = readTravellerLine(JSON.stringify(row));
    if ("problem" in read) continue;
    const found = screenTraveller(index, read.traveller, STANDARD_PROFILE);
    hits.set(
      row.id,
      found.map((match) => ({ entry: match.entryId, score: match.score })),
    );
  }
  return hits;
}

const topOf = (hits: Hits, id: string): number =>
  (hits.get(id) ?? []).reduce((most, hit) => Math.max(most, hit.score), -1);

function headline(judged: readonly Judged[], ordinary: readonly number[]): void {
  const alert = STANDARD_PROFILE.alert;
  const rate = (threshold: number): string =>
    ((ordinary.filter((top) => top >= threshold).length / ordinary.length) * 1000).toFixed(1);
  const best = bestQuality(judged);
  const points = [
    { name: `shipped threshold ${alert}`, quality: qualityAt(judged, alert) },
    { name: "best F1", quality: best },
    ...RATES.map((perThousand) => ({
      name: `${perThousand} alerts per 1,000 ordinary travellers`,
      quality: qualityAt(judged, thresholdAtRate(ordinary, perThousand)),
    })),
  ];
  table(
    ["at", "threshold", "precision", "recall", "F1", "alerts per 1,000 ordinary"],
    points.map(({ name, quality }) => [
      name,
      four(quality.threshold),
      four(quality.precision),
      four(quality.recall),
      four(quality.f1),
      rate(quality.threshold),
    ]),
  );
  const spread = intervals(judged, alert, seeded(SEED));
  const between = ([low, high]: readonly [number, number]): string => `${four(low)} to ${four(high)}`;
  say(
    `95 % intervals at the shipped threshold (bootstrap over rows, 500 times): precision ${between(spread.precision)}, recall ${between(spread.recall)}, F1 ${between(spread.f1)}. Calibration error ${four(calibrationError(judged))} (ten bins).`,
  );
  say();
}

function byKind(judged: readonly Judged[], reference: number): void {
  const shipped = sharesBy(judged, (row) => row.kind, STANDARD_PROFILE.alert);
  const atRate = sharesBy(judged, (row) => row.kind, reference);
  table(
    [
      "kind (found; for neg- alerted, lower is better)",
      "n",
      "shipped threshold",
      `${REFERENCE_RATE} per 1,000`,
    ],
    [...shipped].map(([kind, { of, share }]) => [
      kind,
      String(of),
      three(share),
      three(atRate.get(kind)?.share ?? 0),
    ]),
  );
}

function byGroup(set: LabelledSet, judged: readonly Judged[], tops: ReadonlyMap<string, number>): void {
  const alert = STANDARD_PROFILE.alert;
  const label = (row: LabelledRow): string => row.group;
  const found = sharesBy(
    judged.filter(({ row }) => row.match !== null),
    label,
    alert,
  );
  const wrong = sharesBy(
    judged.filter(({ row }) => row.match === null),
    label,
    alert,
  );
  const overall = qualityAt(judged, alert).recall;
  const traffic = new Map<string, { of: number; alerted: number }>();
  for (const row of set.ordinary) {
    const count = traffic.get(row.group) ?? { of: 0, alerted: 0 };
    count.of += 1;
    if ((tops.get(row.id) ?? -1) >= alert) count.alerted += 1;
    traffic.set(row.group, count);
  }
  const all = [...tops.values()].filter((top) => top >= alert).length / set.ordinary.length;
  const times = (group: string): string => {
    const count = traffic.get(group);
    if (count === undefined) return "-";
    const rate = count.alerted / count.of;
    return `${(rate * 1000).toFixed(1)} (${(rate / Math.max(all, 1e-9)).toFixed(1)} x)${count.of < LEAST_TRAFFIC ? " *" : ""}`;
  };
  table(
    [
      "origin group",
      "listed",
      "recall",
      "less overall",
      "others",
      "alerted",
      "per 1,000 ordinary (x overall)",
    ],
    [...new Set([...found.keys(), ...wrong.keys(), ...traffic.keys()])].sort().map((group) => {
      const [mine, others] = [found.get(group), wrong.get(group)];
      return [
        group,
        `${mine?.of ?? 0}${(mine?.of ?? 0) < LEAST_GROUP ? " *" : ""}`,
        mine === undefined ? "-" : three(mine.share),
        mine === undefined ? "-" : three(mine.share - overall),
        String(others?.of ?? 0),
        others === undefined ? "-" : three(others.share),
        times(group),
      ];
    }),
  );
  say(
    `\\* fewer than ${LEAST_GROUP} listed travellers or ${LEAST_TRAFFIC} ordinary ones: not counted for fairness.`,
  );
  say();
}

/** Alerts among ordinary travellers who bear one of the commonest names, a hundredth of all distinct ones. */
function namesakeLoad(set: LabelledSet, judged: readonly Judged[], tops: ReadonlyMap<string, number>): void {
  const counts = new Map<string, number>();
  const nameOf = (row: OrdinaryRow): string => `${row.surname} ${row.given}`;
  for (const row of set.ordinary) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  const sorted = [...counts].sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
  const common = new Set(sorted.slice(0, Math.ceil(sorted.length / 100)).map(([name]) => name));
  const bearers = set.ordinary.filter((row) => common.has(nameOf(row)));
  const alerted = bearers.filter((row) => (tops.get(row.id) ?? -1) >= STANDARD_PROFILE.alert).length;
  const namesakes = judged.filter(({ row }) => NAMESAKES.has(row.kind));
  const wrong = namesakes.filter(({ top }) => top >= STANDARD_PROFILE.alert).length;
  say(
    `Namesake load: ${((alerted / Math.max(1, bearers.length)) * 1000).toFixed(1)} alerts per 1,000 bearers of the commonest hundredth of names (${bearers.length} travellers); ${three(wrong / Math.max(1, namesakes.length))} of ${namesakes.length} namesakes born years apart are alerted.`,
  );
  say();
}

/**
 * Each listed traveller against its own person alone, with nothing left out for being unlikely: what the search over the
 * whole list should have found. `lost`: not met at all; `differing`: at the shipped threshold found by one and not the other.
 */
function candidateLoss(set: LabelledSet, index: ListIndex, hits: Hits): void {
  const entries = new Map(set.list.map((entry) => [entry.id, entry]));
  const profile = { ...STANDARD_PROFILE, display: 0 };
  let [listed, lost, differing] = [0, 0, 0];
  for (const row of set.rows) {
    if (row.match === null || row.ambiguous === true) continue;
    listed += 1;
    const own = row.matchIds.map((id) => entries.get(id)).filter((entry) => entry !== undefined);
    const alone = buildIndex(own, [], { rarityOf: index });
    const read = readTravellerLine(JSON.stringify(row));
    const matches = "problem" in read ? [] : screenTraveller(alone, read.traveller, profile);
    if (matches.length === 0) lost += 1;
    const most = matches.reduce((top, match) => Math.max(top, match.score), -1);
    const found = (hits.get(row.id) ?? []).filter((hit) => row.matchIds.includes(hit.entry));
    const sought = found.reduce((top, hit) => Math.max(top, hit.score), -1);
    if (most >= STANDARD_PROFILE.alert !== sought >= STANDARD_PROFILE.alert) differing += 1;
  }
  say(
    `Candidate loss: ${lost} of ${listed} listed travellers share no word, date or document with their entry as the search understands it (${((lost / listed) * 100).toFixed(2)} %). Scored against their own entry alone, without search, ${differing} fall on the other side of the threshold.`,
  );
  say();
}

function engineFigures(set: LabelledSet, index: ListIndex, hits: Hits, ordinary: Hits): void {
  const judged = judge(set.rows, hits);
  const tops = new Map(set.ordinary.map((row) => [row.id, topOf(ordinary, row.id)]));
  const values = [...tops.values()];
  say(
    `${set.list.length} entries; ${judged.length} labelled travellers, ${judged.filter(({ row }) => row.match !== null).length} of them listed; ${values.length} ordinary ones.`,
  );
  say();
  headline(judged, values);
  namesakeLoad(set, judged, tops);
  candidateLoss(set, index, hits);
  byKind(judged, thresholdAtRate(values, REFERENCE_RATE));
  byGroup(set, judged, tops);
}

function peerFigures(set: LabelledSet, engine: { readonly hits: Hits; readonly ordinary: Hits }): void {
  const namesIn = {
    folded: listedNames(set.list, "folded"),
    transliterated: listedNames(set.list, "transliterated"),
  };
  const asked = (row: OrdinaryRow, view: View) => ({
    ...foldedName(lettersOf(`${row.given} ${row.surname}`, view)),
    date: plainDay(row.dob),
  });
  const judgedBy = (peer: Peer, rows: readonly LabelledRow[]): Judged[] => {
    const hits = new Map<string, Hit[]>();
    for (const row of rows) {
      const name = asked(row, peer.view);
      hits.set(
        row.id,
        namesIn[peer.view]
          .filter((listed) => peer.score(name, listed) >= PEER_HIT)
          .map(({ entry }) => ({ entry, score: 1 })),
      );
    }
    return judge(rows, hits);
  };
  const azerbaijani = (judged: readonly Judged[], threshold: number): string =>
    three(
      qualityAt(
        judged.filter(({ row }) => row.group === "az"),
        threshold,
      ).recall,
    );
  const cells = (name: string, judged: readonly Judged[], threshold: number, rate: number): string[] => {
    const { precision, recall, f1 } = qualityAt(judged, threshold);
    return [
      name,
      three(precision),
      three(recall),
      three(f1),
      azerbaijani(judged, threshold),
      rate.toFixed(1),
    ];
  };
  const rows = PEERS.map((peer) => {
    const some = set.rows.filter((_row, at) => at % peer.every === 0);
    const travellers = set.ordinary.filter((_row, at) => at % (20 * peer.every) === 0);
    const alerted = travellers.filter((row) => {
      const name = asked(row, peer.view);
      return namesIn[peer.view].some((listed) => peer.score(name, listed) >= PEER_HIT);
    }).length;
    const title = peer.every === 1 ? peer.name : `${peer.name} (every ${peer.every}th row)`;
    return cells(title, judgedBy(peer, some), PEER_HIT, (alerted / travellers.length) * 1000);
  });
  const values = set.ordinary.map((row) => topOf(engine.ordinary, row.id));
  const alert = STANDARD_PROFILE.alert;
  const rate = (values.filter((top) => top >= alert).length / values.length) * 1000;
  table(
    ["method", "precision", "recall", "F1", "Azerbaijani recall", "alerts per 1,000 ordinary"],
    [...rows, cells(`this engine ${ENGINE_VERSION} at ${alert}`, judge(set.rows, engine.hits), alert, rate)],
  );
}

/** The scorer that comes with the set, on the same predictions: its figures are printed as it gives them. */
function scorerSays(folder: string): void {
  const run = execFileSync(
    process.execPath,
    [
      join(shared, "evaluate-screening.mjs"),
      join(shared, "screening-dev.jsonl"),
      join(folder, "rows.jsonl"),
      join(folder, "traffic.jsonl"),
    ],
    { encoding: "utf8" },
  );
  say("The set's own scorer on the same answers:");
  say();
  say("```");
  for (const line of run.split("\n").slice(0, 7)) say(line);
  say("```");
  say();
}

function measureDevelopmentSet(set: LabelledSet): void {
  const folder = mkdtempSync(join(tmpdir(), "screening-"));
  try {
    const list = join(shared, "screening-dev-watchlist.jsonl");
    screenByProgram(list, join(shared, "screening-dev.jsonl"), join(folder, "rows.jsonl"));
    screenByProgram(list, join(shared, "screening-dev-traffic.jsonl"), join(folder, "traffic.jsonl"));
    const hits = hitsOf(join(folder, "rows.jsonl"));
    const ordinary = hitsOf(join(folder, "traffic.jsonl"));
    say(`## ${set.title}\n`);
    if (!process.argv.includes("--without-peers")) peerFigures(set, { hits, ordinary });
    scorerSays(folder);
    engineFigures(set, buildIndex(set.list, []), hits, ordinary);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureOwnSet(): void {
  const set: LabelledSet = { title: "Own set", ...ownSet(OWN_SEED) };
  const index = buildIndex(set.list, []);
  say(`## ${set.title}\n`);
  engineFigures(set, index, screenHere(index, set.rows), screenHere(index, set.ordinary));
}

const development = developmentSet();
if (development === null) say("The development set is not at hand: only the repository's own is measured.\n");
else measureDevelopmentSet(development);
measureOwnSet();

if (process.argv.includes("--save")) {
  writeFileSync(
    page,
    `# Screening quality\n\nWritten by \`npm run bench:screening -- --save\` with engine ${ENGINE_VERSION}. The development set is labelled travellers against 10,000 entries; the own set is invented by the repository (\`bench/quality-set\`) from other people and other kinds of variation, and a test holds its figures. The reference methods are implemented from their published descriptions (\`bench/screening-peers\`).\n\n${printed.join("\n")}`,
  );
}
