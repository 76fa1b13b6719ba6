// An intake in a process of its own that takes passenger lists over a fallback channel and holds the third open: a test kills it then.
import { manualClock, openDatabase } from "#platform";
import { intakeServices } from "./intake.ts";
import { passengerList } from "../../src/intake/fixtures.ts";
import type { Sender } from "../../src/intake/judge.ts";
import { receive } from "../../src/intake/receive.ts";

const [url = "", at = "", sender = "{}", numbers = "[]"] = process.argv.slice(2);
const database = openDatabase({
  url,
  clock: manualClock(new Date(at)),
  connections: 2,
  profile: () => "eu-strict 2026.1",
});
let taken = 0;
const services = intakeServices(database, {
  screening: {
    screen: async (persons) => {
      if (taken === 2 && persons.length > 0) {
        console.log("in the midst");
        // Until it is killed: its connections keep it alive.
        await Promise.withResolvers<undefined>().promise;
      }
      return {
        persons: persons.map((person) => ({ ...person, matches: [] })),
        by: { engineVersion: "test-1", lists: [] },
      };
    },
  },
});
for (const number of JSON.parse(numbers) as number[]) {
  await receive(services, {
    bytes: Buffer.from(passengerList({ number, reference: `P${number}` })),
    channel: "mail",
    sender: JSON.parse(sender) as Sender,
    idempotencyKey: null,
  });
  taken += 1;
  console.log(`taken ${taken}`);
}
