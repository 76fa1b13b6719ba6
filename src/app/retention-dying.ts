// A deletion in a process of its own, in steps of ten that tell each before its commit: a test kills it in the midst.
import { setTimeout as sleep } from "node:timers/promises";
import { manualClock, openDatabase } from "#platform";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { expiringKinds } from "./unit.ts";

const [url = "", at = "", kinds = "[]"] = process.argv.slice(2);
const wanted = JSON.parse(kinds) as string[];
let step = 0;
const database = openDatabase({
  url,
  clock: manualClock(new Date(at)),
  connections: 1,
  profile: () => "eu-strict 2026.1",
});
await deleteExpired({
  database,
  profile: euStrict,
  // The travellers first; each list of a flight was received at one instant, so that its steps are made of instants.
  expiring: expiringKinds
    .filter(({ kind }) => wanted.includes(kind))
    .toSorted((one, other) => wanted.indexOf(one.kind) - wanted.indexOf(other.kind))
    .map((kind) => ({ ...kind, perStep: 10 })),
  deletions: {
    note: async () => {
      step += 1;
      console.log(`step ${step}`);
      if (step === 2) await sleep(600_000);
    },
    read: async () => [],
    forget: async () => 0,
  },
});
