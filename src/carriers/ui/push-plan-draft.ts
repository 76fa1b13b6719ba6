// What is typed of the pushes a carrier owes, read into minutes from departure, and back. Pure.
import { pushKinds } from "#vocabulary";
import type { PushPlan } from "../contract.ts";

type Owed = PushPlan["pushes"][number];
export type PushKind = Owed["kind"];

/** An end of the time for a push as it stands in the form: hours (`24`) or hours and minutes (`0:30`), and on which side. */
export type MomentDraft = { readonly span: string; readonly side: "before" | "after" };
export type PushDraft = {
  /** Tells the lines of the form apart; says nothing of the push. */
  readonly key: number;
  readonly kind: PushKind;
  readonly opens: MomentDraft;
  readonly due: MomentDraft;
};

const earliest = -10_080;
const latest = 1_440;
export const pushesMost = 8;

/** `24` or `24:30` as minutes; null for anything else. */
export function minutesOfSpan(text: string): number | null {
  const [, hours, minutes = "0"] = /^(\d{1,3})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  if (hours === undefined || Number(minutes) > 59) return null;
  return Number(hours) * 60 + Number(minutes);
}

/** Minutes as `24` or `0:30`; the sign is left to the words around it. */
export function spanOfMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, "0")}`;
}

const momentOf = (minutes: number): MomentDraft => ({
  span: spanOfMinutes(minutes),
  side: minutes > 0 ? "after" : "before",
});

export function draftOf(pushes: readonly Owed[]): readonly PushDraft[] {
  return pushes.map(({ kind, opens, due }, key) => ({
    key,
    kind,
    opens: momentOf(opens),
    due: momentOf(due),
  }));
}

/** A line for one push more, as most carriers owe it. */
export function furtherPush(drafts: readonly PushDraft[]): PushDraft {
  const key = 1 + Math.max(-1, ...drafts.map((draft) => draft.key));
  const kind = pushKinds.find((one) => !drafts.some((draft) => draft.kind === one)) ?? "pnr";
  return { key, kind, opens: { span: "49", side: "before" }, due: { span: "24", side: "before" } };
}

export type PushFault = {
  readonly key: number;
  readonly field: "opens" | "due";
  readonly code: "span" | "range" | "order";
};

/** The pushes that are meant, or what is wrong with which line. */
export function pushesIn(
  drafts: readonly PushDraft[],
): readonly Owed[] | { readonly faults: readonly PushFault[] } {
  const faults: PushFault[] = [];
  const pushes = drafts.map(({ key, kind, opens, due }) => {
    const [from, to] = (
      [
        ["opens", opens],
        ["due", due],
      ] as const
    ).map(([field, { span, side }]) => {
      const minutes = minutesOfSpan(span);
      const signed = minutes === null ? null : side === "before" ? -minutes : minutes;
      if (signed === null) faults.push({ key, field, code: "span" });
      else if (signed < earliest || signed > latest) faults.push({ key, field, code: "range" });
      return signed ?? Number.NaN;
    });
    if (from !== undefined && to !== undefined && to <= from)
      faults.push({ key, field: "due", code: "order" });
    return { kind, opens: (from ?? 0) + 0, due: (to ?? 0) + 0 };
  });
  return faults.length > 0 ? { faults } : pushes;
}

/** In the order in which they are due, the same however they were entered. */
export function inOrderOfTime<Push extends { readonly due: number; readonly opens: number }>(
  pushes: readonly Push[],
): readonly Push[] {
  return pushes.toSorted((a, b) => a.due - b.due || a.opens - b.opens);
}
