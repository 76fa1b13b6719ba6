// Measures asking 1,000 active rules of one traveller, beside a loop that walks each rule's tree over the same facts.
// Run: npm run bench -- criteria [--rules N] [--travellers N] [--rounds N]
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import {
  collections,
  compile,
  factsFrom,
  fields,
  lint,
  isUsable,
  parse,
  type Condition,
  type Facts,
  type Rule,
  type Term,
} from "../src/criteria/api.ts";
import { kilometres } from "../src/criteria/run/distance.ts";
import { ruleSet } from "../src/criteria/run/rule-set.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const wantedRules = option("rules", 1000);
const travellers = option("travellers", 20_000);
const rounds = option("rounds", 3);
/** What the issue allows for 1,000 rules. */
const LIMIT_US = 200;

/** Chance that repeats: mulberry32. */
let state = 20_261_122;
function chance(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const whole = (from: number, to: number): number => from + Math.floor(chance() * (to - from + 1));
const one = <Value>(of: readonly [Value, ...Value[]]): Value => of[whole(0, of.length - 1)] ?? of[0];

const carriers = ["J2", "TK", "QR", "EK", "LH", "FZ", "W6", "PC"] as const;
const airports = ["GYD", "IST", "FRA", "DXB", "TBS", "DOH", "SAW", "VIE", "TLV", "ALA"] as const;
const states = ["AZE", "TUR", "DEU", "GEO", "KAZ", "ARE"] as const;
const office = (): string => String(10_000_000 + whole(0, 400));

/** Ideas of all kinds that the language has; each rule takes other values. */
const ideas: readonly (() => string)[] = [
  () => `booking.lead-hours < ${whole(2, 72)} and some(payment where payment.form = "CA")`,
  () => `itinerary.returns = no and baggage.pieces = 0 and itinerary.stay-days > ${whole(5, 90)}`,
  () =>
    `count(trip within ${whole(20, 170)} days) >= ${whole(3, 9)} and itinerary.stay-days <= ${whole(1, 5)}`,
  () => `busiest(${whole(5, 30)} days, trip where trip.direction = "inbound") >= ${whole(3, 6)}`,
  () => `booking.shared-card >= ${whole(2, 5)} and booking.party-size = 1`,
  () =>
    `traveller.age >= 18 and count(companion where companion.age < 18 and companion.same-surname = no) >= ${whole(2, 5)}`,
  () =>
    `distance(itinerary.start, itinerary.end) > ${whole(1, 9) * 500} and baggage.weight-kg < ${whole(3, 9)}`,
  () => `count(segment where segment.from = "${one(airports)}") >= 1 and booking.phones = 0`,
  () => `record.document-changes >= ${whole(1, 3)} and (booking.divided or booking.emails = 0)`,
  () =>
    `some(document where document.expires < flight.date + ${whole(10, 200)} days) and booking.lead-hours < ${whole(5, 200)}`,
  () =>
    `some(payment where payment.third-party) and agency.country != flight.origin-country and booking.addresses = 0`,
  () => `agency.iata like "10000${whole(0, 9)}*" and booking.phones = ${whole(0, 2)}`,
];
/** How rules are bound to flights and offices, as units write them; one in five is bound to nothing. */
const scopes: readonly (() => string)[] = [
  () => `flight.carrier in ("${one(carriers)}", "${one(carriers)}") and `,
  () => `flight.route = "${one(airports)}-GYD" and `,
  () => `agency.iata in ("${office()}", "${office()}", "${office()}") and `,
  () => `flight.origin-country = "${one(states)}" and `,
  () => "",
];

function rulesOf(scoped: boolean): Rule[] {
  return Array.from({ length: wantedRules }, (_, at) => {
    const scope = scoped ? (scopes[at % scopes.length]?.() ?? "") : "";
    const text = `rule measured-${at} suspect when ${scope}${ideas[whole(0, ideas.length - 1)]?.() ?? ""}
      lowers 10 "travels with family": some(companion where companion.same-surname)`;
    const parsed = parse(text);
    if ("fault" in parsed) throw new Error(`${parsed.fault.text} in ${text}`);
    if (!isUsable(lint(parsed.rule))) throw new Error(`not lawful: ${text}`);
    return parsed.rule;
  });
}

const maybe = <Value>(value: Value): Value | null => (chance() < 0.15 ? null : value);
const several = (most: number, of: () => object): object[] => Array.from({ length: whole(0, most) }, of);
const origin = (): string => one(airports);

function traveller(): Record<string, unknown> {
  const from = origin();
  return {
    flight_carrier: one(carriers),
    flight_route: `${from}-GYD`,
    flight_origin: from,
    flight_destination: "GYD",
    flight_origin_country: one(states),
    flight_date: "2026-11-22",
    traveller_age: maybe(whole(1, 90)),
    traveller_type: maybe("adult"),
    record_document_changes: whole(0, 2),
    booking_lead_hours: maybe(whole(1, 4000)),
    booking_party_size: whole(1, 6),
    booking_divided: chance() < 0.05,
    booking_phones: whole(0, 3),
    booking_emails: whole(0, 2),
    booking_addresses: whole(0, 1),
    booking_shared_card: whole(0, 3),
    agency_iata: maybe(office()),
    agency_country: maybe(one(states)),
    itinerary_start: from,
    itinerary_end: one(airports),
    itinerary_returns: maybe(chance() < 0.7),
    itinerary_stay_days: maybe(whole(0, 120)),
    baggage_pieces: maybe(whole(0, 3)),
    baggage_weight_kg: maybe(whole(0, 40)),
    document: several(2, () => ({ type: "P", expires: maybe(`202${whole(6, 9)}-0${whole(1, 9)}-15`) })),
    payment: several(2, () => ({ form: one(["CA", "CC", "CC", "MS"]), third_party: maybe(chance() < 0.2) })),
    segment: several(6, () => ({ from: one(airports), to: one(airports) })),
    companion: several(5, () => ({ age: maybe(whole(1, 80)), same_surname: chance() < 0.6 })),
    trip: several(12, () => ({ days_before: whole(1, 180), direction: one(["inbound", "outbound"]) })),
  };
}

/** The peer: each rule's tree walked anew, fields looked up by name, nothing shared and nothing indexed. */
function walk(rule: Rule, record: Readonly<Record<string, unknown>>): boolean {
  const age = record["traveller_age"];
  if (age === null ? record["traveller_type"] !== "adult" : Number(age) < 18) return false;
  if (walked(rule.when, record, {}) !== true) return false;
  const points = rule.lowers.reduce(
    (sum, weight) => sum - (walked(weight.condition, record, {}) === true ? weight.points : 0),
    10,
  );
  return points >= rule.matchAt;
}

type Item = Readonly<Record<string, unknown>>;
const scalar = new Set(fields.map(({ name }) => name));

function valueOf(term: Term, record: Item, item: Item): unknown {
  if (term.term === "field")
    return (
      (scalar.has(term.field)
        ? record[term.field.replaceAll(/[.-]/g, "_")]
        : item[term.field.slice(term.field.indexOf(".") + 1).replaceAll("-", "_")]) ?? null
    );
  if (term.term === "number") return term.number;
  if (term.term === "text") return term.text;
  if (term.term === "truth") return term.truth;
  if (term.term === "shift") {
    const day = valueOf(term.of, record, item);
    return typeof day === "string"
      ? new Date(Date.parse(day) + term.days * 86_400_000).toISOString().slice(0, 10)
      : null;
  }
  if (term.term !== "distance") return null;
  const [from, to] = [valueOf(term.from, record, item), valueOf(term.to, record, item)];
  return typeof from === "string" && typeof to === "string" ? kilometres(from, to) : null;
}

function walked(condition: Condition, record: Item, item: Item): boolean | null {
  switch (condition.is) {
    case "all":
    case "any": {
      const answers = condition.of.map((part) => walked(part, record, item));
      const decides = condition.is === "any";
      return answers.includes(decides) ? decides : answers.includes(null) ? null : !decides;
    }
    case "not": {
      const answer = walked(condition.of, record, item);
      return answer === null ? null : !answer;
    }
    case "compare": {
      const [left, right] = [valueOf(condition.left, record, item), valueOf(condition.right, record, item)];
      if (left === null || right === null) return null;
      const { op } = condition;
      if (op === "=" || op === "!=") return (left === right) === (op === "=");
      const less =
        typeof left === "number" && typeof right === "number"
          ? left - right
          : typeof left === "string" && typeof right === "string" && left < right
            ? -1
            : 1;
      return op === "<" ? less < 0 : op === "<=" ? less <= 0 : op === ">" ? less > 0 : less >= 0;
    }
    case "in": {
      const value = valueOf(condition.left, record, item);
      return value === null ? null : condition.set.some((member) => member === value);
    }
    case "like": {
      const value = valueOf(condition.left, record, item);
      return typeof value === "string" ? value.startsWith(condition.pattern.slice(0, -1)) : null;
    }
    case "count": {
      const items = record[condition.of];
      if (!Array.isArray(items)) return null;
      const near = (each: Item) =>
        condition.within === null || Number(each["days_before"]) <= condition.within;
      const counts = (items as Item[]).filter(
        (each) => near(each) && (condition.where === null || walked(condition.where, record, each) === true),
      );
      const windowed = condition.window ?? 0;
      const most =
        windowed === 0
          ? counts.length
          : Math.max(
              0,
              ...counts.map(
                (first) =>
                  counts.filter(
                    (each) =>
                      Number(each["days_before"]) >= Number(first["days_before"]) &&
                      Number(each["days_before"]) < Number(first["days_before"]) + windowed,
                  ).length,
              ),
            );
      return condition.op === ">=" ? most >= condition.number : most === condition.number;
    }
    case "range":
    case "known":
    case "use":
      return null;
  }
}

const records = Array.from({ length: travellers }, traveller);
const facts = records.map(factsFrom);

function measure(ask: (facts: Facts) => void): Float64Array {
  const best = new Float64Array(facts.length).fill(Infinity);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, each] of facts.entries()) {
      const from = performance.now();
      ask(each);
      best[place] = Math.min(best[place] ?? Infinity, (performance.now() - from) * 1000);
    }
  }
  return best.sort();
}
const at = (sorted: Float64Array, share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
console.log(
  `${wantedRules} active rules asked of one traveller, one thread; commit ${commit}; ${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${travellers} invented travellers, ${fields.length} fields and ${collections.length} collections, best of ${rounds} rounds; load ${loadavg()[0]?.toFixed(1)}; limit ${LIMIT_US} µs`,
);
for (const scoped of [true, false]) {
  const rules = rulesOf(scoped);
  const started = performance.now();
  const set = ruleSet(rules);
  const compileMs = Math.round(performance.now() - started);
  let hits = 0;
  const us = measure((each) => set.match(each, () => (hits += 1)));
  const alone = rules.map((rule) => compile(rule));
  const some = Math.min(facts.length, 400);
  let from = performance.now();
  let closures = 0;
  for (const each of facts.slice(0, some)) for (const rule of alone) if (rule.ask(each) === 2) closures += 1;
  const closuresUs = ((performance.now() - from) * 1000) / some;
  from = performance.now();
  let naive = 0;
  for (const each of records.slice(0, some)) for (const rule of rules) if (walk(rule, each)) naive += 1;
  const naiveUs = ((performance.now() - from) * 1000) / some;
  const mean = us.reduce((sum, each) => sum + each, 0) / us.length;
  console.log(
    JSON.stringify({
      rules: scoped ? "four in five bound to carriers, routes, offices or States" : "none bound to anything",
      compileMs,
      p50us: at(us, 0.5),
      p99us: at(us, 0.99),
      meanUs: Math.round(mean * 10) / 10,
      maxUs: at(us, 1),
      "hits/1000": Math.round((hits / rounds / facts.length) * 1000),
      closuresOneByOneUs: Math.round(closuresUs * 10) / 10,
      naiveLoopUs: Math.round(naiveUs),
      "× naive loop": Math.round(naiveUs / mean),
      "limit/p99": Math.round((LIMIT_US / at(us, 0.99)) * 10) / 10,
      hitsOfPeers: [closures, naive],
    }),
  );
}
