// A form of a few fields about one person or shift; what is wrong stands above it, and what was sent is said.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId, useRef, useState, type FormEvent } from "react";
import {
  ErrorSummary,
  problemAt,
  RefusalNotice,
  say,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";

export type RecordField = {
  readonly name: string;
  readonly label: string;
  readonly kind: "line" | "area" | "day" | "time" | "choice" | "many";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly first?: string | readonly string[];
  readonly optional?: true;
  /** Signs at most; 500 of an area, 100 of a line. */
  readonly most?: number;
};
type Value = string | readonly string[];
/** What was filled in: texts without blanks around them, days and times as instants, several choices as a list. */
export type Filled = { text: (name: string) => string; list: (name: string) => readonly string[] };

/** Empty again once it was sent. */
export function RecordForm({
  fields,
  submit,
  danger = false,
  onSubmit,
}: {
  fields: readonly RecordField[];
  submit: string;
  danger?: boolean;
  onSubmit: (filled: Filled) => Promise<unknown>;
}) {
  const t = useTexts(peopleTexts);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const valueOf = ({ name, first, kind }: RecordField): Value =>
    values[name] ?? first ?? (kind === "many" ? [] : "");

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const lacking = fields.filter((field) => field.optional !== true && isShort(valueOf(field)));
    setRefused(null);
    setProblems(
      lacking.map(({ name, label }) => ({
        field: `${id}-${name}`,
        text: t("form.lacking", { field: label }),
      })),
    );
    setAttempt((before) => before + 1);
    if (lacking.length > 0) return;
    setSending(true);
    try {
      await onSubmit(
        filledOf(new Map(fields.map((field) => [field.name, { field, value: valueOf(field) }]))),
      );
      setValues({});
      say(t("form.done"));
    } catch (error) {
      setRefused(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setSending(false);
    }
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={(event) => void send(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {refused === null ? null : <RefusalNotice problem={refused} />}
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          id={`${id}-${field.name}`}
          value={valueOf(field)}
          error={problemAt(problems, `${id}-${field.name}`)}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <div>
        <Button type="submit" size="xs" loading={sending} {...(danger ? { color: "red" } : {})}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

const isShort = (value: Value): boolean =>
  typeof value === "string" ? value.trim().length < 2 : value.length === 0;

function filledOf(all: ReadonlyMap<string, { field: RecordField; value: Value }>): Filled {
  return {
    text: (name) => {
      const one = all.get(name);
      const value = typeof one?.value === "string" ? one.value.trim() : "";
      if (value === "") return "";
      if (one?.field.kind === "day") return `${value}T00:00:00.000Z`;
      return one?.field.kind === "time" ? `${value.slice(0, 16)}:00.000Z` : value;
    },
    list: (name) => {
      const value = all.get(name)?.value;
      return typeof value === "string" || value === undefined ? [] : value;
    },
  };
}

function Input({
  field,
  id,
  value,
  error,
  onChange,
}: {
  field: RecordField;
  id: string;
  value: Value;
  error: string | undefined;
  onChange: (value: Value) => void;
}) {
  const { label, kind, options = [] } = field;
  const text = typeof value === "string" ? value : "";
  const base = { id, label, size: "xs" as const, ...(error === undefined ? {} : { error }) };
  if (kind === "many") {
    const chosen = typeof value === "string" ? [] : [...value];
    return (
      <Checkbox.Group {...base} value={chosen} onChange={onChange}>
        <div className={styles["many"]}>
          {options.map((option) => (
            <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
          ))}
        </div>
      </Checkbox.Group>
    );
  }
  if (kind === "choice")
    return (
      <NativeSelect
        {...base}
        value={text}
        data={[...options]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (kind === "area")
    return (
      <Textarea
        {...base}
        rows={2}
        maxLength={field.most ?? 500}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...base}
      type={kind === "day" ? "date" : kind === "time" ? "datetime-local" : "text"}
      maxLength={field.most ?? 100}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
