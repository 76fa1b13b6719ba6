// Measures authorisation alone: decisions a second by the engine of the policies and as remembered, and what the gate asks the database.
// Run: npm run bench -- access [--decisions N]
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import type * as CedarEngine from "@cedar-policy/cedar-wasm/nodejs";
import { actions, decide, preparePolicies, roles } from "../src/access/api.ts";
import { isRefusal, type Actor } from "../src/platform/api.ts";

const given = process.argv.indexOf("--decisions");
const decisions = given < 0 ? 5_000 : Number(process.argv[given + 1]);
const circumstances = { demonstration: false };
console.log(
  `authorisation; ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
);

/** Every action by every role, each time by somebody else: no two questions are the same. */
function* questions(from: number): Generator<readonly [Actor, (typeof actions)[number]]> {
  for (let n = from; ; n += 1) {
    const role = roles[n % roles.length];
    const action = actions[Math.floor(n / roles.length) % actions.length];
    assert(role !== undefined && action !== undefined);
    const id = `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
    yield [{ id, roles: [role], purpose: "TERR", ground: "offence:TERR" }, action];
  }
}

/** Milliseconds of each, sorted, and seconds of processor time for all. */
function measure(times: number, work: () => unknown): { sorted: number[]; processor: number } {
  const each: number[] = [];
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    work();
    each.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { sorted: each.toSorted((one, other) => one - other), processor: (user + system) / 1e6 };
}

function tell(what: string, times: number, { sorted, processor }: ReturnType<typeof measure>): number {
  const p = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(4);
  console.log(
    `${what}: ${Math.round(times / processor)} decisions a second of one core; p50 ${p(0.5)}, p99 ${p(0.99)} ms (of a request's 2 ms)`,
  );
  return processor / times;
}

preparePolicies();
// What may be done at all by each role is worked out once, for the words of refusals.
for (const [actor, action] of questions(0)) {
  decide(actor, action, circumstances);
  if (Number(actor.id.slice(-12)) >= roles.length * 2) break;
}
const fresh = questions(1_000_000);
let allowed = 0;
const anew = tell(
  "asked for the first time (the engine decides)",
  decisions,
  measure(decisions, () => {
    const { value } = fresh.next();
    if (value !== undefined && !isRefusal(decide(value[0], value[1], circumstances))) allowed += 1;
  }),
);
const officer: Actor = {
  id: "01900000-0000-7000-8000-000000000001",
  roles: ["watch-officer"],
  purpose: "TERR",
  ground: "offence:TERR",
};
const often = decisions * 10;
const known = tell(
  "asked before in the same words (remembered)",
  often,
  measure(often, () => decide(officer, "view-person", circumstances)),
);
console.log(
  `${allowed} of ${decisions} allowed; remembered takes ${((known / anew) * 100).toFixed(1)} % of deciding`,
);

// The peer: the same engine given policies, schema and persons as texts each time, as a service without a prepared set would.
const engine = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs") as typeof CedarEngine;
const { policyTexts, policySchema } = await import("../src/access/policies.ts");
const question: CedarEngine.AuthorizationCall = {
  principal: { type: "Person", id: officer.id },
  action: { type: "Action", id: "view-person" },
  resource: { type: "Item", id: "unit" },
  context: { demonstration: false, tenant: "piu", purpose: "TERR", ground: "offence", offence: "TERR" },
  schema: policySchema(),
  validateRequest: true,
  policies: { staticPolicies: { ...policyTexts() } },
  entities: [
    {
      uid: { type: "Person", id: officer.id },
      attrs: {},
      parents: officer.roles.map((id) => ({ type: "Role", id })),
    },
    { uid: { type: "Item", id: "unit" }, attrs: { record: "traveller", masking: "clear" }, parents: [] },
  ],
};
const rounds = Math.max(20, Math.round(decisions / 100));
const unprepared = tell(
  "the same engine with policies and schema read anew each time",
  rounds,
  measure(rounds, () => assert.equal(engine.isAuthorized(question).type, "success")),
);
console.log(
  `prepared is ${(unprepared / anew).toFixed(1)} times as fast, remembered ${(unprepared / known).toFixed(0)} times; load at the end ${loadavg()[0]?.toFixed(1)}`,
);
