// The demonstration's watchlists, brought in as people would: one prepares, another activates, both through the interface.
import { demonstrationAccounts, type Role } from "#access";
import type { WatchlistEntry } from "#simulation";

type Person = (method: string, path: string, body?: unknown) => Promise<Response>;

const titles: Readonly<Record<string, string>> = {
  "DEMO-NAT": "National list of wanted and missing persons (invented)",
  "DEMO-BORDER": "Entry bans (invented)",
  "DEMO-DOC": "Documents reported lost or stolen (invented)",
};

/** Signs the demonstration account of a role in; the answer makes requests as that person. */
async function signIn(address: string, role: Role): Promise<Person> {
  const account = demonstrationAccounts.find((each) => each.roles.includes(role));
  if (account === undefined) throw new Error(`the demonstration has no ${role}`);
  const answer = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: account.name, password: account.password }),
  });
  if (!answer.ok) throw new Error(`the demonstration's ${role} cannot sign in (${answer.status})`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return (method, path, body) => {
    const raw = typeof body === "string";
    return fetch(`${address}${path}`, {
      method,
      headers: {
        cookie,
        ...(body === undefined ? {} : { "content-type": raw ? "application/x-ndjson" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
  };
}

async function json<Shape>(answer: Response, doing: string): Promise<Shape> {
  if (!answer.ok) throw new Error(`${doing} failed: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Shape;
}

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
        kind: "imported",
        format: "ndjson",
      }),
      `making the list ${code}`,
    );
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
