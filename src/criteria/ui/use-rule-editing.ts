// The rule under work in both its shapes: one tree, as forms or as text, read by the server a moment after each change.
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Draft, Reading, Rule } from "../contract.ts";
import { built, draftOf, type Built, type RuleDraft } from "./draft.ts";
import { readingQuery } from "./queries.ts";
import { useRuleDraft, type RuleWork } from "./use-rule-draft.ts";

/** What is written as text, and what the forms printed when it was begun. */
type Written = { readonly text: string; readonly printed: string };

export type RuleEditing = RuleWork & {
  readonly mode: "forms" | "text";
  readonly now: Built;
  /** What is written, as an object that is another one after each change. */
  readonly state: object;
  /** What was there when the editor was opened. */
  readonly first: RuleDraft;
  /** The last reading; null before the first one. */
  readonly reading: Reading | null;
  /** Why nothing could be read: no answer, a session that has ended. */
  readonly unread: Error | null;
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Writes the forms as text; false where the server gave none. */
  readonly toText: () => Promise<boolean>;
  /** Reads the text into the forms; false where it is no rule. */
  readonly toForms: () => Promise<boolean>;
  /** Back to the forms as they were when the text was begun. */
  readonly discardText: () => void;
  readonly toSend: () => Draft;
  /** The rule as far as it can be read, to be told in words. */
  readonly shown: Rule | null;
};

/** `code`: what the rule is called, also while that is still being decided. */
export function useRuleEditing(start: () => Rule, code: string): RuleEditing {
  const queries = useQueryClient();
  const work = useRuleDraft(() => draftOf(start()));
  const [first] = useState(work.draft);
  const [written, setWritten] = useState<Written | null>(null);
  const now = useMemo(() => built({ ...work.draft, code }), [work.draft, code]);
  const draft = useMemo<Draft>(
    () => (written === null ? { rule: now.rule } : { text: written.text }),
    [now, written],
  );
  const [asked] = useDebouncedValue(draft, 350);
  const query = useQuery(readingQuery(asked));
  const reading = query.data ?? null;

  return {
    ...work,
    canUndo: written === null && work.canUndo,
    canRedo: written === null && work.canRedo,
    mode: written === null ? "forms" : "text",
    now,
    state: written === null || written.text === written.printed ? work.draft : written,
    first,
    reading,
    unread: query.error,
    text: written?.text ?? "",
    setText: (text) => setWritten((before) => (before === null ? null : { ...before, text })),
    toText: async () => {
      const { printed } = await queries.fetchQuery(readingQuery({ rule: now.rule }));
      if (printed === null) return false;
      setWritten({ text: printed, printed });
      return true;
    },
    toForms: async () => {
      if (written === null) return true;
      if (written.text !== written.printed) {
        const { rule } = await queries.fetchQuery(readingQuery({ text: written.text }));
        if (rule === null) return false;
        work.change(() => draftOf(rule));
      }
      setWritten(null);
      return true;
    },
    discardText: () => setWritten(null),
    toSend: () => {
      if (written === null) return { rule: now.rule };
      return reading?.rule == null || asked !== draft
        ? { text: written.text }
        : { rule: { ...reading.rule, code } };
    },
    shown: written === null ? now.rule : (reading?.rule ?? null),
  };
}
