// The demonstration's watchlists, brought in as people would: one prepares, another activates, both through the interface.
import type { WatchlistEntry } from "#simulation";
import { json, signIn } from "./demonstration-people.ts";

const titles: Readonly<Record<string, string>> = {
  "DEMO-INTL": "International notices and sanctions (invented)",
  "DEMO-NAT": "National list of wanted and missing persons (invented)",
  "DEMO-BORDER": "Entry bans (invented)",
  "DEMO-DOC": "Documents reported lost or stolen (invented)",
};

/** What each list is about. */
const alertBasisOf = (code: string): string =>
  code === "DEMO-DOC" ? "objects-sought" : code === "DEMO-NAT" ? "persons-sought" : "persons-under-alert";

/** Who the persons are of whom an entry says so; discreet checks are of those who may have seen or met somebody. */
const wordsOf: Readonly<Record<string, readonly { word: string; category: string }[]>> = {
  "DEMO-NAT": [
    { word: "wanted", category: "wanted" },
    { word: "missing", category: "missing" },
    { word: "alert", category: "contact" },
  ],
};

/** What a lists manager would write of a source whose owner answers for it. */
const register = {
  authority: "Demonstration",
  legalBasis: "None: invented persons, for demonstration only",
  owner: "The demonstration itself",
  purposes: ["TERR", "SERIOUS", "BORDER"],
  grade: "B",
  classification: "open",
  retentionDays: 365,
  expiresOn: null,
  reviewOn: null,
};

/** Makes the lists of the given entries that are not there yet, and activates them. Lists that are there are left alone. */
export async function seedLists(address: string, entries: readonly WatchlistEntry[]): Promise<void> {
  const manager = await signIn(address, "watchlist-manager");
  const there = await json<{ lists: { code: string; active: unknown }[] }>(
    await manager("GET", "/api/watchlists"),
    "reading the lists",
  );
  const known = new Set(there.lists.map((list) => list.code));
  const wanted = [...Map.groupBy(entries, (entry) => entry.list)].filter(([code]) => !known.has(code));
  if (wanted.length === 0) return;
  const supervisor = await signIn(address, "supervisor");
  for (const [code, own] of wanted) {
    const list = await json<{ id: string }>(
      await manager("POST", "/api/watchlists", {
        code,
        title: titles[code] ?? `${code} (invented)`,
        authority: "Demonstration",
        legalBasis: "None: invented persons, for demonstration only",
        alertBasis: alertBasisOf(code),
        // Who is wanted or missing the entries say in their own words.
        persons: "other",
        kind: "imported",
        format: "ndjson",
        // Its source waits for the legal adviser and the data protection officer: it is shown how, and nothing is fetched.
        ...(code === "DEMO-DOC" ? { address: "file:documents-lost.ndjson" } : {}),
      }),
      `making the list ${code}`,
    );
    const title = titles[code] ?? `${code} (invented)`;
    await json(
      await manager("PUT", `/api/watchlists/${list.id}/register`, {
        ...register,
        title,
        alertBasis: alertBasisOf(code),
      }),
      `writing the register of ${code}`,
    );
    const words = wordsOf[code];
    if (words !== undefined) {
      await json(
        await manager("POST", `/api/watchlists/${list.id}/persons`, {
          persons: "other",
          byWord: words,
          reason: "What the entries of this invented list are",
        }),
        `saying who the persons of ${code} are`,
      );
    }
    const file = own.map((entry) => JSON.stringify(entry)).join("\n");
    const draft = await json<{ version: number }>(
      await manager("POST", `/api/watchlists/${list.id}/import`, file),
      `importing ${code}`,
    );
    await json(
      await supervisor("POST", `/api/watchlists/${list.id}/versions/${draft.version}/activation`),
      `activating ${code}`,
    );
  }
}
