// The connection of a list to the address it is fetched from: agreed to by the legal adviser and the data protection officer (F21).
import { askJointly, isJointlyAgreed } from "#approvals";
import { isRefusal, refuse, type Refusal, type Transaction } from "#platform";
import { listById, type ListRow } from "./store.ts";
import { noSuchList } from "./versions.ts";

const contentOf = (address: string) => ({ address });

/** Whether both offices agreed to fetch this list from its address; a list without one has nothing to connect. */
export async function isConnected(
  tx: Transaction,
  list: Pick<ListRow, "list_id" | "address">,
): Promise<boolean> {
  if (list.address === null) return false;
  return isJointlyAgreed(tx, {
    point: "F21",
    item: `list:${list.list_id}`,
    content: contentOf(list.address),
  });
}

/** Asks them, with why the source is needed. Refused: no such list, no address, agreed to already, or it waits. */
export async function askForConnection(
  tx: Transaction,
  listId: string,
  reason: string,
): Promise<null | Refusal> {
  const list = await listById(tx, listId);
  if (list === null) return noSuchList;
  if (list.address === null)
    return refuse("no-address", "This list has no address to fetch from: import a file instead.");
  if (await isConnected(tx, list))
    return refuse("source-connected", "Both offices have agreed to this source already.");
  const asked = await askJointly(tx, {
    point: "F21",
    item: `list:${listId}`,
    content: contentOf(list.address),
    reason,
  });
  return isRefusal(asked) ? asked : null;
}
