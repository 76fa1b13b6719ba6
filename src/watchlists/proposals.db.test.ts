// Own lists on the real database: one proposes, another decides; a removal takes effect at once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, type Actor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import type { EntryContent } from "./contract.ts";
import { toWireContent } from "./entry-content.ts";
import { activeEntriesById, entriesOfVersion } from "./entry-store.ts";
import { anEntry } from "./fixtures.ts";
import { proposalById, type ProposalRow } from "./proposal-store.ts";
import { decideProposal, propose, withdrawProposal } from "./proposals.ts";
import { insertList, listById, madeEntry, versionOf } from "./store.ts";
import { rollBack } from "./versions.ts";

const clock = manualClock(new Date("2026-11-20T10:00:00Z"));
const manager: Actor = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
const supervisor: Actor = { id: "person:supervisor", roles: ["supervisor"], purpose: null };
const officer: Actor = { id: "person:officer", roles: ["watch-officer"], purpose: null };
let fresh: FreshDatabase;
let database: Database;
let number = 0;
let listId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  number += 1;
  listId = `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
  await database.transaction(manager, (tx) =>
    insertList(tx, {
      id: listId,
      code: `OWN-${number}`,
      title: "Unit's own list",
      authority: "Unit",
      legalBasis: "Tests",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "own",
      format: null,
      address: null,
      fetchEveryHours: null,
    }),
  );
});

const content = (full: string, over: Partial<EntryContent> = {}): EntryContent => ({
  ...toWireContent(anEntry({ id: "X", names: [{ full, type: "primary" }] })),
  ...over,
});
type Wanted = Parameters<typeof propose>[2];
const ask = (wanted: Omit<Wanted, "reason">, by = manager) =>
  database.transaction(by, (tx) => propose(tx, listId, { reason: "grounds", ...wanted }));
const decide = (proposal: ProposalRow, approve = true, by = supervisor) =>
  database.transaction(by, (tx) => decideProposal(tx, proposal.proposal_id, { approve, reason: "checked" }));
function proposed(outcome: Awaited<ReturnType<typeof ask>>): ProposalRow {
  if ("refused" in outcome) throw new Error(outcome.refused.detail);
  return outcome;
}
const added = async (full: string) => {
  const proposal = proposed(await ask({ act: "add", content: content(full) }));
  await decide(proposal);
  return proposal.entry_id;
};
const inForce = () =>
  database.transaction(manager, async (tx) => {
    const list = await listById(tx, listId);
    const version = list?.active_version ?? null;
    if (version === null) return [];
    const entries = await entriesOfVersion(tx, { id: listId, version }, "", 100);
    return entries.map((entry) => `${entry.id.slice(-1)} ${entry.names[0]?.full}`);
  });

describe("two persons (F03)", () => {
  test("a proposed entry counts once another person has approved it (WL-1)", async () => {
    const proposal = proposed(await ask({ act: "add", content: content("Rashad Aliyev") }));
    expect(proposal).toMatchObject({
      state: "waiting",
      entry_id: `OWN-${number}-000001`,
      proposed_by: manager.id,
    });
    expect(await inForce()).toEqual([]);
    expect(await decide(proposal)).toMatchObject({ state: "approved", decided_by: supervisor.id });
    expect(await inForce()).toEqual(["1 Rashad Aliyev"]);
    const version = await database.transaction(manager, (tx) => versionOf(tx, listId, 1));
    expect(version).toMatchObject({
      state: "active",
      added: 1,
      prepared_by: manager.id,
      activated_by: supervisor.id,
    });
  });

  test("the proposer cannot decide, whatever roles they have", async () => {
    const both: Actor = { id: "person:both", roles: ["watchlist-manager", "supervisor"], purpose: null };
    const proposal = proposed(await ask({ act: "add", content: content("Rashad Aliyev") }, both));
    expect(await decide(proposal, true, both)).toMatchObject({ refused: { code: "four-eyes", status: 403 } });
    expect(await inForce()).toEqual([]);
  });

  test("the database refuses it too", async () => {
    const proposal = proposed(await ask({ act: "change", entryId: await added("A"), content: content("B") }));
    const byHand = database.transaction(manager, (tx) =>
      tx.query(
        `update watchlists.proposal set state = 'approved', decided_by = proposed_by, decided_at = proposed_at
         where proposal_id = $1`,
        [proposal.proposal_id],
      ),
    );
    await expect(byHand).rejects.toMatchObject({ code: "23514" });
  });

  test("a refused proposal changes nothing, and is decided once", async () => {
    const proposal = proposed(await ask({ act: "add", content: content("Rashad Aliyev") }));
    expect(await decide(proposal, false)).toMatchObject({ state: "refused", decision_reason: "checked" });
    expect(await decide(proposal)).toMatchObject({ refused: { code: "proposal-decided" } });
    expect(await inForce()).toEqual([]);
  });

  test("two approvals at once make one version", async () => {
    const proposal = proposed(await ask({ act: "add", content: content("Rashad Aliyev") }));
    const other: Actor = { ...supervisor, id: "person:other" };
    const outcomes = await Promise.all([decide(proposal), decide(proposal, true, other)]);
    expect(outcomes.filter((outcome) => "refused" in outcome)).toHaveLength(1);
    expect(await inForce()).toEqual(["1 Rashad Aliyev"]);
  });

  test("who proposed or approved an entry is known as its maker, to officers who see no proposals", async () => {
    const entryId = await added("Rashad Aliyev");
    const made = (by: Actor, person: string) =>
      database.transaction(by, (tx) => madeEntry(tx, person, entryId));
    expect(await made(officer, manager.id)).toBe(true);
    expect(await made(officer, supervisor.id)).toBe(true);
    expect(await made(officer, officer.id)).toBe(false);
    const seen = await database.transaction(officer, async (tx) => {
      await madeEntry(tx, manager.id, entryId);
      return tx.query("select from watchlists.proposal");
    });
    expect(seen).toEqual([]);
  });
});

describe("changes and removals", () => {
  test("a change replaces the entry from its approval on; the version before stays as it was", async () => {
    const entryId = await added("Rashad Aliyev");
    await added("Elchin Huseynov");
    const proposal = proposed(await ask({ act: "change", entryId, content: content("Rashad Alizada") }));
    expect(proposal.current?.names[0]?.full).toBe("Rashad Aliyev");
    await decide(proposal);
    expect(await inForce()).toEqual(["1 Rashad Alizada", "2 Elchin Huseynov"]);
    const before = await database.transaction(manager, (tx) =>
      entriesOfVersion(tx, { id: listId, version: 2 }, "", 10),
    );
    expect(before.map((entry) => entry.names[0]?.full)).toEqual(["Rashad Aliyev", "Elchin Huseynov"]);
  });

  test("a removal takes effect at once, by one person (F04)", async () => {
    const entryId = await added("Rashad Aliyev");
    expect(await ask({ act: "remove", entryId })).toMatchObject({
      state: "approved",
      decided_by: manager.id,
    });
    expect(await inForce()).toEqual([]);
    expect(await ask({ act: "remove", entryId })).toMatchObject({ refused: { code: "no-such-entry" } });
  });

  test("a removal ends a change that waits; a second change has to wait for the first", async () => {
    const entryId = await added("Rashad Aliyev");
    const waiting = proposed(await ask({ act: "change", entryId, content: content("Rashad Alizada") }));
    expect(await ask({ act: "change", entryId, content: content("R. A.") })).toMatchObject({
      refused: { code: "proposal-waits" },
    });
    await ask({ act: "remove", entryId });
    const ended = await database.transaction(manager, (tx) => proposalById(tx, waiting.proposal_id));
    expect(ended).toMatchObject({ state: "withdrawn" });
    expect(await inForce()).toEqual([]);
  });

  test("the proposer may take a waiting proposal back, nobody else", async () => {
    const proposal = proposed(await ask({ act: "add", content: content("Rashad Aliyev") }));
    const take = (by: Actor) =>
      database.transaction(by, (tx) => withdrawProposal(tx, proposal.proposal_id, "a mistake"));
    expect(await take(supervisor)).toMatchObject({ refused: { code: "not-your-proposal" } });
    expect(await take(manager)).toMatchObject({ state: "withdrawn" });
    expect(await decide(proposal)).toMatchObject({ refused: { code: "proposal-decided" } });
  });

  test("incomplete proposals and those for imported lists are refused (WL-1)", async () => {
    expect(await ask({ act: "add" })).toMatchObject({
      refused: { code: "proposal-incomplete", status: 422 },
    });
    expect(await ask({ act: "remove" })).toMatchObject({ refused: { code: "proposal-incomplete" } });
    await database.transaction(manager, (tx) =>
      tx.query("update watchlists.list set kind = 'imported', format = 'un-xml' where list_id = $1", [
        listId,
      ]),
    );
    expect(await ask({ act: "add", content: content("A") })).toMatchObject({
      refused: { code: "list-is-imported" },
    });
  });

  test("after a roll-back changes go on from what is in force", async () => {
    const first = await added("A");
    await added("B");
    await decide(proposed(await ask({ act: "change", entryId: first, content: content("A2") })));
    await database.transaction(manager, (tx) => rollBack(tx, { listId, reason: "wrong person" }));
    expect(await inForce()).toEqual(["1 A", "2 B"]);
    await database.transaction(manager, (tx) => rollBack(tx, { listId, reason: "wrong person" }));
    expect(await inForce()).toEqual(["1 A"]);
    await decide(proposed(await ask({ act: "change", entryId: first, content: content("A3") })));
    expect(await inForce()).toEqual(["1 A3"]);
    await added("C");
    expect(await inForce()).toEqual(["1 A3", "3 C"]);
    const [now] = await database.transaction(manager, (tx) => activeEntriesById(tx, [first]));
    expect(now?.version).toBe(5);
  });
});

describe("entries that look for documents and bookings", () => {
  const nobody = { ...content("X"), names: [], documents: [] };

  test("an entry without a name is kept with its keys in the form they are compared in", async () => {
    const keys = [
      { kind: "phone" as const, value: "00994 50 111-22-33" },
      { kind: "card" as const, value: "4111 11** **** 1234" },
      { kind: "agency" as const, value: "12-3 4567 8" },
    ];
    const proposal = proposed(await ask({ act: "add", content: { ...nobody, keys } }));
    await decide(proposal);
    const [stored] = await database.transaction(manager, (tx) => activeEntriesById(tx, [proposal.entry_id]));
    expect(stored?.entry).toMatchObject({
      names: [],
      keys: [
        { kind: "phone", value: "+994501112233" },
        { kind: "card", value: "411111XXXXXX1234" },
        { kind: "agency", value: "12345678" },
      ],
    });
  });

  test("an entry that looks for nothing, and a whole card number, are refused", async () => {
    expect(await ask({ act: "add", content: nobody })).toMatchObject({
      refused: { code: "proposal-incomplete", status: 422 },
    });
    const keys = [{ kind: "card" as const, value: "4111111111111111" }];
    expect(await ask({ act: "add", content: { ...nobody, keys } })).toMatchObject({
      refused: { code: "proposal-incomplete", fields: [{ field: "content.keys.0" }] },
    });
    const byHand = database.transaction(manager, (tx) =>
      tx.query(
        `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search)
         values ($1, 'X', 1, '', '{"names": [], "documents": []}', '')`,
        [listId],
      ),
    );
    await expect(byHand).rejects.toThrow("entry_says_whom");
  });

  test("the cluster of an entry stays when it is changed", async () => {
    const proposal = proposed(await ask({ act: "add", content: content("A", { cluster: "C-1" }) }));
    await decide(proposal);
    const [stored] = await database.transaction(manager, (tx) => activeEntriesById(tx, [proposal.entry_id]));
    expect(stored && toWireContent(stored.entry).cluster).toBe("C-1");
  });
});
