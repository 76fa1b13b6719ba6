// The text field over a list: `/` leads to it, Escape out of it; it asks at once, a moment after the last letter, or with Enter.
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Icon } from "./icons.tsx";
import { useShortcuts } from "./keyboard.tsx";
import { useDesignTexts } from "./surroundings.tsx";

/** Milliseconds after the last letter. */
const moment = 250;

/**
 * `value` is what the list is filtered by; `onAsk` is called with the text when it should be by another. `when`: at once
 * (rows that are here already), after a moment (the server is asked), or with Enter and on leaving (each question costs,
 * such as an entry of the ledger). `shape` corrects what is typed.
 */
export function FilterField({
  label,
  short = label,
  value,
  onAsk,
  when = "at-once",
  width = 190,
  maxLength = 100,
  shape = (text) => text,
  slash = true,
}: {
  label: string;
  short?: string;
  value: string;
  onAsk: (text: string) => void;
  when?: "at-once" | "after-a-moment" | "on-enter";
  width?: number;
  maxLength?: number;
  shape?: (text: string) => string;
  /** Whether `/` leads here: of several fields over a list, to the first. */
  slash?: boolean;
}) {
  const t = useDesignTexts();
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(slash ? [{ keys: '"/"', label: t("keys.filter"), run: () => field.current?.focus() }] : []);
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setText(value);
  }
  const latest = useRef(onAsk);
  useEffect(() => {
    latest.current = onAsk;
  });
  useEffect(() => {
    if (when !== "after-a-moment" || text.trim() === value) return;
    const timer = setTimeout(() => latest.current(text.trim()), moment);
    return () => clearTimeout(timer);
  }, [when, text, value]);
  const ask = () => {
    if (when === "on-enter" && text.trim() !== value) onAsk(text.trim());
  };
  return (
    <TextInput
      ref={field}
      size="xs"
      w={width}
      aria-label={label}
      placeholder={short}
      leftSection={<Icon name="search" size={13} />}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => {
        const next = shape(event.currentTarget.value);
        setText(next);
        if (when === "at-once") onAsk(next);
      }}
      onBlur={ask}
      onKeyDown={(event) => {
        if (event.key === "Enter") ask();
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
