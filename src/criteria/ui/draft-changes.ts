// What can be done to the parts of a rule in the forms: each gives a new tree, and leaves what it did not touch as it was.
import { newKey, type GroupDraft, type NodeDraft } from "./draft.ts";

type Change = (group: GroupDraft) => GroupDraft;

/** Applies `change` to the group that holds the part `key`, wherever it is within `root`. */
function inParent(
  root: GroupDraft,
  key: string,
  change: (parent: GroupDraft, at: number) => GroupDraft,
): GroupDraft {
  const at = root.items.findIndex((item) => item.key === key);
  if (at >= 0) return change(root, at);
  return { ...root, items: root.items.map((item) => within(item, (inner) => inParent(inner, key, change))) };
}

function within(node: NodeDraft, change: Change): NodeDraft {
  if (node.kind === "group") return change(node);
  return node.kind === "count" ? { ...node, where: change(node.where) } : node;
}

const spliced = <Item>(items: readonly Item[], at: number, gone: number, ...put: readonly Item[]): Item[] =>
  items.toSpliced(at, gone, ...put);

/** Puts `node` in the place of the part `key`. */
export function replaced(root: GroupDraft, key: string, node: NodeDraft): GroupDraft {
  if (root.key === key && node.kind === "group") return node;
  return inParent(root, key, (parent, at) => ({ ...parent, items: spliced(parent.items, at, 1, node) }));
}

/** Adds `node` at the end of the group `key`. */
export function added(root: GroupDraft, key: string, node: NodeDraft): GroupDraft {
  if (root.key === key) return { ...root, items: [...root.items, node] };
  return { ...root, items: root.items.map((item) => within(item, (inner) => added(inner, key, node))) };
}

export function removed(root: GroupDraft, key: string): GroupDraft {
  return inParent(root, key, (parent, at) => ({ ...parent, items: spliced(parent.items, at, 1) }));
}

/** A copy after the part, with keys of its own. */
export function doubled(root: GroupDraft, key: string): GroupDraft {
  return inParent(root, key, (parent, at) => {
    const item = parent.items[at];
    return item === undefined ? parent : { ...parent, items: spliced(parent.items, at + 1, 0, copyOf(item)) };
  });
}

function copyOf(node: NodeDraft): NodeDraft {
  if (node.kind === "leaf") return { ...node, key: newKey() };
  if (node.kind === "count") return { ...node, key: newKey(), where: copyOfGroup(node.where) };
  return copyOfGroup(node);
}
const copyOfGroup = (group: GroupDraft): GroupDraft => ({
  ...group,
  key: newKey(),
  items: group.items.map(copyOf),
});

/** Moves the part before its elder neighbour or after its younger one. */
export function moved(root: GroupDraft, key: string, by: -1 | 1): GroupDraft {
  return inParent(root, key, (parent, at) => {
    const item = parent.items[at];
    const to = at + by;
    if (item === undefined || to < 0 || to >= parent.items.length) return parent;
    return { ...parent, items: spliced(spliced(parent.items, at, 1), to, 0, item) };
  });
}

/** Puts the part into a group of its own, where more can be added beside it. */
export function wrapped(root: GroupDraft, key: string): GroupDraft {
  return inParent(root, key, (parent, at) => {
    const item = parent.items[at];
    if (item === undefined) return parent;
    const join = parent.join === "all" ? "any" : "all";
    const group: GroupDraft = { kind: "group", key: newKey(), join, items: [item] };
    return { ...parent, items: spliced(parent.items, at, 1, group) };
  });
}

/** Puts the parts of the group `key` in its place. */
export function dissolved(root: GroupDraft, key: string): GroupDraft {
  return inParent(root, key, (parent, at) => {
    const item = parent.items[at];
    return item?.kind === "group"
      ? { ...parent, items: spliced(parent.items, at, 1, ...item.items) }
      : parent;
  });
}

/** Moves the part out of its group, to stand after it; unchanged in the outermost group. */
export function takenOut(root: GroupDraft, key: string): GroupDraft {
  for (const [at, item] of root.items.entries()) {
    if (item.kind !== "group") continue;
    const inner = item.items.find((one) => one.key === key);
    if (inner === undefined) continue;
    const left = { ...item, items: item.items.filter((one) => one.key !== key) };
    return {
      ...root,
      items: spliced(root.items, at, 1, ...(left.items.length === 0 ? [inner] : [left, inner])),
    };
  }
  return { ...root, items: root.items.map((item) => within(item, (group) => takenOut(group, key))) };
}

/** Whether `key` stands in a group that stands in another one: then it can be taken out. */
export function canLeave(root: GroupDraft, key: string): boolean {
  return root.items.some((item) => {
    if (item.kind === "group") return item.items.some((one) => one.key === key) || canLeave(item, key);
    return item.kind === "count" && canLeave(item.where, key);
  });
}
