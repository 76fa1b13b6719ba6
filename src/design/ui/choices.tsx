// A decision between few possibilities as numbered buttons, each with what it leads to.
import styles from "./choices.module.css";

export type ChoiceOffered<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
  /** A grave one is chosen in the colour of the grave. */
  readonly grave?: boolean;
};

/** `id` is on the first button, where an error summary leads. The digits are the caller's shortcuts. */
export function Choices<Value extends string>({
  id,
  legend,
  offered,
  chosen,
  onChoose,
  error,
}: {
  id: string;
  legend: string;
  offered: readonly ChoiceOffered<Value>[];
  chosen: Value | null;
  onChoose: (value: Value) => void;
  error?: string | undefined;
}) {
  return (
    <fieldset className={styles["choices"]}>
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
