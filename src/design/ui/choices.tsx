// A decision between few possibilities as numbered buttons, each with what it leads to.
import { useEffect, useRef } from "react";
import styles from "./choices.module.css";

export type ChoiceOffered<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
  /** A grave one is chosen in the colour of the grave. */
  readonly grave?: boolean;
};

/**
 * `id` is on the first button, where an error summary leads. The digits choose wherever nothing is typed in the dialog, or
 * the form, that this stands in; `shortcuts`: all over the screen, among whose shortcuts the caller has them.
 */
export function Choices<Value extends string>({
  id,
  legend,
  offered,
  chosen,
  onChoose,
  error,
  shortcuts = false,
}: {
  id: string;
  legend: string;
  offered: readonly ChoiceOffered<Value>[];
  chosen: Value | null;
  onChoose: (value: Value) => void;
  error?: string | undefined;
  shortcuts?: boolean;
}) {
  const place = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (shortcuts) return;
    const around = place.current?.closest<HTMLElement>('[role="dialog"], form');
    const scope = around?.closest<HTMLElement>('[role="dialog"]') ?? around;
    const onKey = ({ code, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      const choice = offered[Number(/^Digit(\d)$/.exec(code)?.[1] ?? 0) - 1];
      if (!typing && !ctrlKey && !metaKey && !altKey && choice !== undefined) onChoose(choice.value);
    };
    scope?.addEventListener("keydown", onKey);
    return () => scope?.removeEventListener("keydown", onKey);
  }, [offered, onChoose, shortcuts]);
  return (
    <fieldset ref={place} className={styles["choices"]}>
      <legend>{legend}</legend>
      {offered.map(({ value, label, hint, grave = false }, index) => (
        <button
          key={value}
          id={index === 0 ? id : undefined}
          type="button"
          aria-pressed={chosen === value}
          data-grave={grave}
          onClick={() => onChoose(value)}
        >
          <kbd aria-hidden="true">{index + 1}</kbd>
          <span>
            <strong>{label}</strong>
            <span>{hint}</span>
          </span>
        </button>
      ))}
      {error === undefined ? null : <p>{error}</p>}
    </fieldset>
  );
}
