// A person decides whether two entries of different lists are one person; alerts then join, and the decision can be taken back.
import { refuse, type Refusal, type Transaction } from "#platform";
import { askToJoinAlerts, decideLink, linkById, type LinkRow } from "./link-store.ts";

/** Decides on a pair, also on one decided otherwise before. Returns it as it then stands. */
export async function decideOnLink(
  tx: Transaction,
  linkId: string,
  decision: { readonly same: boolean; readonly reason: string },
): Promise<LinkRow | Refusal> {
  const link = await linkById(tx, linkId);
  if (link === null) return noSuchLink;
  const state = decision.same ? "joined" : "apart";
  if (link.state === state) {
    return refuse("link-decided", "Somebody has decided so already. Reload the entry.");
  }
  if (decision.same && (link.first_content === null || link.second_content === null)) {
    return refuse("link-entry-gone", "One of the two entries is in force no more. Reload the entry.");
  }
  await decideLink(tx, linkId, { state, reason: decision.reason });
  const entries = [link.first_entry, link.second_entry];
  tx.record({
    action: decision.same ? "entry.joined" : "entry.held-apart",
    subjectKind: "entry-link",
    subjectId: linkId,
    detail: { entries, before: link.state },
  });
  if (decision.same) await askToJoinAlerts(tx, entries);
  tx.announce("watchlist", link.first_list);
  tx.announce("watchlist", link.second_list);
  return (await linkById(tx, linkId)) ?? noSuchLink;
}

const noSuchLink = refuse("no-such-link", "There is no such pair of entries. Reload the entry.", 404);
