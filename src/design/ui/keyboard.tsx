// Shortcuts by the place of a key, not its letter: they work with every layout, stay out of fields and dialogs, and can be off.
import { createContext, use, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";

/**
 * One shortcut. `keys` is a `KeyboardEvent.code` with modifiers in front (`KeyJ`, `Shift+KeyJ`, `Mod+Enter`), or two
 * of them in a row (`KeyG KeyF`), or one typed sign in quotes (`"?"`, `"/"`) where the sign matters and not the place.
 */
export type Shortcut = {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
};

type Group = { readonly id: number; readonly scope: "everywhere" | "here"; list: readonly Shortcut[] };

type Keyboard = {
  readonly groups: Set<Group>;
  readonly singleKeys: boolean;
};

const KeyboardContext = createContext<Keyboard>({ groups: new Set(), singleKeys: true });
let lastGroup = 0;

/** Listens for shortcuts of everything below. `singleKeys` off leaves only those with Ctrl or Cmd. */
export function KeyboardProvider({ singleKeys, children }: { singleKeys: boolean; children: ReactNode }) {
  const [groups] = useState(() => new Set<Group>());
  const value = useMemo(() => ({ groups, singleKeys }), [groups, singleKeys]);
  useLayoutEffect(() => {
    let before: { readonly code: string; readonly at: number } | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isModifier(event.code)) return;
      const sequence = before !== undefined && event.timeStamp - before.at < 1500 ? before.code : undefined;
      before = undefined;
      const single = !(event.ctrlKey || event.metaKey);
      if (single && (!singleKeys || isWriting(event.target) || isInDialog(event.target))) return;
      if (event.altKey) return;
      const all = [...groups].reverse().flatMap((group) => group.list);
      const chosen =
        (sequence === undefined
          ? undefined
          : all.find((one) => one.keys.includes(" ") && one.keys === `${sequence} ${event.code}`)) ??
        all.find((one) => matches(one.keys, event));
      if (chosen !== undefined) {
        event.preventDefault();
        chosen.run();
        return;
      }
      if (single && all.some((one) => one.keys.startsWith(`${event.code} `))) {
        before = { code: event.code, at: event.timeStamp };
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [groups, singleKeys]);
  return <KeyboardContext value={value}>{children}</KeyboardContext>;
}

/** Offers shortcuts while the calling component is shown; those of the innermost component win. */
export function useShortcuts(list: readonly Shortcut[], scope: "everywhere" | "here" = "here"): void {
  const { groups } = use(KeyboardContext);
  const group = useRef<Group | undefined>(undefined);
  // Before it is painted: what shows a key answers to it at once.
  useLayoutEffect(() => {
    lastGroup += 1;
    const mine: Group = { id: lastGroup, scope, list: [] };
    group.current = mine;
    groups.add(mine);
    return () => {
      groups.delete(mine);
    };
  }, [groups, scope]);
  useLayoutEffect(() => {
    if (group.current !== undefined) group.current.list = list;
  });
}

/** The shortcuts that work at this moment, for the help; asked when the help is opened. */
export function useShortcutList(): () => { readonly everywhere: Shortcut[]; readonly here: Shortcut[] } {
  const { groups } = use(KeyboardContext);
  return () => {
    const of = (scope: Group["scope"]) =>
      [...groups].filter((group) => group.scope === scope).flatMap((group) => group.list);
    return { everywhere: of("everywhere"), here: of("here") };
  };
}

/** Whether shortcuts without Ctrl or Cmd are on. */
export function useSingleKeys(): boolean {
  return use(KeyboardContext).singleKeys;
}

/** The parts of a shortcut as they stand on the keys: `Mod+KeyK` -> ["Ctrl", "K"]; a sequence keeps its blank as "then". */
export function keyNames(keys: string): readonly (readonly string[])[] {
  return keys.split(" ").map((one) => one.split("+").map((part) => nameOfKey(part)));
}

const names: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  Period: ".",
  Slash: "/",
  BracketLeft: "[",
  BracketRight: "]",
  Space: "␣",
};

function nameOfKey(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1);
  return names[part] ?? part.replace(/^(Key|Digit)/, "");
}

function matches(keys: string, event: KeyboardEvent): boolean {
  if (keys.includes(" ")) return false;
  if (keys.startsWith('"')) return event.key === keys.slice(1, -1) && !event.ctrlKey && !event.metaKey;
  const parts = keys.split("+");
  const code = parts.at(-1);
  const digit = code?.startsWith("Digit") === true ? code.replace("Digit", "Numpad") : code;
  return (
    (event.code === code || event.code === digit || (code === "Enter" && event.code === "NumpadEnter")) &&
    parts.includes("Shift") === event.shiftKey &&
    parts.includes("Mod") === (event.ctrlKey || event.metaKey)
  );
}

function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta|OS)(Left|Right)?$/.test(code);
}

/** A place where letters are text: there single keys do nothing. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["button", "checkbox", "radio", "submit", "reset", "range"].includes(target.type);
}

/** Keys pressed in an open menu or list of choices belong to it, and while a dialog is open all do. */
function isInDialog(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
