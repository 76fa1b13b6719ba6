// A form of several fields: what lacks is said above it and at each field, what was refused above it; nothing typed is lost.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import styles from "./penalties.module.css";
import { penaltiesTexts } from "./penalties-texts.ts";

export type Field = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | {
      readonly kind: "line" | "text";
      readonly least: number;
      readonly lacking: string;
      readonly most?: number;
    }
  | { readonly kind: "choice"; readonly options: readonly { value: string; label: string }[] }
);

export type Given = {
  readonly text: (name: string) => string;
};

/** `start`: what stands in the fields at first. `buttons`: one a way to send. */
export function FieldsForm<Way extends string>({
  fields,
  start = {},
  buttons,
  onSubmit,
}: {
  fields: readonly Field[];
  start?: Readonly<Record<string, string>>;
  buttons: readonly { readonly way: Way; readonly label: string; readonly danger?: boolean }[];
  onSubmit: (given: Given, way: Way) => Promise<unknown>;
}) {
  const t = useTexts(penaltiesTexts);
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
  }
}
