// A form of several fields: what lacks is said above it and at each field, what was refused above it; nothing typed is lost.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { ErrorSummary, problemAt, RefusalNotice, useSubmitKeys, type FieldProblem } from "./form.tsx";
import { problemText } from "./problem-text.ts";
import { useDesignTexts } from "./surroundings.tsx";
import { type Translate } from "./texts.ts";
import styles from "./fields-form.module.css";

export type Field = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | {
      readonly kind: "line" | "text";
      readonly least: number;
      readonly lacking: string;
      readonly most?: number;
    }
  | { readonly kind: "number"; readonly from: number; readonly to: number; readonly lacking: string }
  | { readonly kind: "choice"; readonly options: readonly { value: string; label: string }[] }
  | {
      readonly kind: "several";
      readonly options: readonly { value: string; label: string }[];
      readonly least: number;
      readonly lacking: string;
    }
);

export type Given = {
  readonly text: (name: string) => string;
  readonly number: (name: string) => number;
  readonly several: (name: string) => string[];
};

/**
 * `start`: what stands in the fields at first, lists with blanks between. `buttons`: one a way to send. `t`: the words of who
 * shows it for what may be refused.
 */
export type FieldsFormOf<Way extends string> = {
  readonly fields: readonly Field[];
  readonly start?: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly way: Way; readonly label: string; readonly danger?: boolean }[];
  readonly onSubmit: (given: Given, way: Way) => Promise<unknown>;
  readonly t: Pick<Translate<string>, "code">;
};

export function FieldsForm<Way extends string>({
  fields,
  start = {},
  buttons,
  onSubmit,
  t,
}: FieldsFormOf<Way>) {
  const common = useDesignTexts();
  const own = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(start);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const idOf = (name: string): string => `${own}${name}`;
  const valueOf = (name: string): string => values[name] ?? "";
  const set = (name: string, value: string): void => setValues((before) => ({ ...before, [name]: value }));
  const given: Given = {
    text: (name) => valueOf(name).trim(),
    number: (name) => Number(valueOf(name)),
    several: (name) => valueOf(name).split(" ").filter(Boolean),
  };

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("data-way");
    const way = buttons.find((each) => each.way === submitter)?.way ?? buttons[0]?.way;
    const found = fields.flatMap((field) => {
      const text = lackingOf(field, given);
      return text === undefined ? [] : [{ field: idOf(field.name), text }];
    });
    setProblems(found);
    setProblem(null);
    if (found.length > 0 || way === undefined) {
      setAttempt((before) => before + 1);
      return;
    }
    setSending(true);
    try {
      await onSubmit(given, way);
      setValues(start);
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setSending(false);
    }
  };

  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={(event) => void send(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {problem === null ? null : (
        <RefusalNotice problem={problem} say={(told) => problemText(told, t, common)} />
      )}
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          id={idOf(field.name)}
          value={valueOf(field.name)}
          error={problemAt(problems, idOf(field.name))}
          onChange={(value) => set(field.name, value)}
        />
      ))}
      <div className={styles["buttons"]}>
        {buttons.map(({ way, label, danger = false }, index) => (
          <Button
            key={way}
            type="submit"
            size="xs"
            data-way={way}
            loading={sending}
            variant={index === 0 ? "filled" : "default"}
            {...(danger ? { color: "red" } : {})}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  );
}

function lackingOf(field: Field, given: Given): string | undefined {
  switch (field.kind) {
    case "line":
    case "text":
      return given.text(field.name).length < field.least ? field.lacking : undefined;
    case "number": {
      const value = given.number(field.name);
      return Number.isInteger(value) && value >= field.from && value <= field.to ? undefined : field.lacking;
    }
    case "several":
      return given.several(field.name).length < field.least ? field.lacking : undefined;
    case "choice":
      return undefined;
  }
}

function Input({
  field,
  id,
  value,
  error,
  onChange,
}: {
  field: Field;
  id: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const { label } = field;
  const common = { id, label, error, ...(field.hint === undefined ? {} : { description: field.hint }) };
  switch (field.kind) {
    case "text":
      return (
        <Textarea
          {...common}
          value={value}
          autosize
          minRows={2}
          maxLength={field.most ?? 4000}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "line":
      return (
        <TextInput
          {...common}
          value={value}
          maxLength={field.most ?? 200}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <TextInput
          {...common}
          className={styles["short"]}
          inputMode="numeric"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "choice":
      return (
        <NativeSelect
          {...common}
          className={styles["short"]}
          data={[...field.options]}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "several": {
      const chosen = value.split(" ").filter(Boolean);
      return (
        <fieldset className={styles["several"]}>
          <legend>{label}</legend>
          {error === undefined ? null : <p className={styles["lacks"]}>{error}</p>}
          {field.options.map((option, index) => (
            <Checkbox
              key={option.value}
              id={index === 0 ? id : `${id}${option.value}`}
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  (event.currentTarget.checked
                    ? [...chosen, option.value]
                    : chosen.filter((one) => one !== option.value)
                  ).join(" "),
                )
              }
            />
          ))}
        </fieldset>
      );
    }
  }
}
