// The rule under work with what was before each change: nothing that was done in the forms cannot be undone.
import { useCallback, useReducer } from "react";
import type { RuleDraft } from "./draft.ts";

type Past = {
  readonly before: readonly RuleDraft[];
  readonly now: RuleDraft;
  readonly after: readonly RuleDraft[];
  /** What was changed last: letters typed one after another into one field are one change. */
  readonly what: string | null;
};

type Act =
  | { readonly act: "change"; readonly next: (draft: RuleDraft) => RuleDraft; readonly what: string | null }
  | { readonly act: "undo" | "redo" };

const most = 200;

function reduce(past: Past, act: Act): Past {
  const { before, now, after } = past;
  if (act.act === "change") {
    const next = act.next(now);
    if (next === now) return past;
    const same = act.what !== null && act.what === past.what;
    return { before: same ? before : [...before, now].slice(-most), now: next, after: [], what: act.what };
  }
  if (act.act === "undo") {
    const last = before.at(-1);
    return last === undefined
      ? past
      : { before: before.slice(0, -1), now: last, after: [now, ...after], what: null };
  }
  const [next] = after;
  return next === undefined
    ? past
    : { before: [...before, now], now: next, after: after.slice(1), what: null };
}

export type RuleWork = {
  readonly draft: RuleDraft;
  /** `what`: the field that is typed into; null for a change of its own. */
  readonly change: (next: (draft: RuleDraft) => RuleDraft, what?: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

export function useRuleDraft(first: () => RuleDraft): RuleWork {
  const [past, send] = useReducer(reduce, undefined, () => ({
    before: [],
    now: first(),
    after: [],
    what: null,
  }));
  const change = useCallback<RuleWork["change"]>(
    (next, what = null) => send({ act: "change", next, what }),
    [],
  );
  const undo = useCallback(() => send({ act: "undo" }), []);
  const redo = useCallback(() => send({ act: "redo" }), []);
  return {
    draft: past.now,
    change,
    undo,
    redo,
    canUndo: past.before.length > 0,
    canRedo: past.after.length > 0,
  };
}
