// A form made of a list of fields: each act on a request is one; what is wrong stands above it and at its field.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import {
  ApiProblem,
  ErrorSummary,
  problemAt,
  RefusalNotice,
  say,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly kind: "line" | "area" | "choice" | "many" | "check" | "day" | "number";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly hint?: string;
  readonly first?: string | readonly string[] | boolean;
  readonly optional?: true;
};
export type Values = Readonly<Record<string, string | readonly string[] | boolean>>;

export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};
export const listOf = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};
export const isSet = (values: Values, name: string): boolean => values[name] === true;

/** Sends the values; what the server finds wrong with a field is said at the field of that name. */
export function ActForm({
  fields,
  submit,
  danger = false,
  onSubmit,
  children,
}: {
  fields: readonly Field[];
  submit: string;
  danger?: boolean;
  onSubmit: (values: Values) => Promise<unknown>;
  children?: ReactNode;
}) {
  const t = useTexts(disclosureTexts);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [values, setValues] = useState<Values>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const valueOf = (field: Field) => values[field.name] ?? field.first ?? empty(field);
  const set = (name: string, value: string | readonly string[] | boolean) =>
    setValues((before) => ({ ...before, [name]: value }));
  const at = (name: string) => `${id}-${name}`;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const all = Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
    const short = fields.filter(
      (field) =>
        field.optional !== true &&
        (field.kind === "line" || field.kind === "area") &&
        textOf(all, field.name).length < 3,
    );
    setRefused(null);
    setProblems(short.map((field) => ({ field: at(field.name), text: `${field.label}: ${t("act.short")}` })));
    if (short.length > 0) return setAttempt((before) => before + 1);
    setSending(true);
    try {
      await onSubmit(all);
      setValues({});
      say(t("act.done"));
    } catch (error) {
      const problem = error instanceof Error ? error : new Error(String(error));
      const faults = problem instanceof ApiProblem ? problem.fields : [];
      const known = faults.map(({ field, text }) => {
        const own = fields.find(
          ({ name }) => name === field || field.startsWith(`${name}.`) || field.startsWith(`${name}/`),
        );
        return { field: own === undefined ? "" : at(own.name), text };
      });
      setProblems(known);
      setRefused(known.length === 0 ? problem : null);
      if (known.length > 0) setAttempt((before) => before + 1);
    } finally {
      setSending(false);
    }
  };

  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={(event) => void send(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {refused === null ? null : <RefusalNotice problem={refused} />}
      {children}
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          id={at(field.name)}
          value={valueOf(field)}
          error={problemAt(problems, at(field.name))}
          onChange={(value) => set(field.name, value)}
        />
      ))}
      <div>
        <Button type="submit" size="sm" loading={sending} {...(danger ? { color: "red" } : {})}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

function empty({ kind, options }: Field): string | readonly string[] | boolean {
  if (kind === "many") return [];
  if (kind === "check") return false;
  return kind === "choice" ? (options?.[0]?.value ?? "") : "";
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
  value: string | readonly string[] | boolean;
  error: string | undefined;
  onChange: (value: string | readonly string[] | boolean) => void;
}) {
  const { label, kind, options = [], hint } = field;
  const shared = { id, label, error, ...(hint === undefined ? {} : { description: hint }) };
  const text = typeof value === "string" ? value : "";
  if (kind === "area")
    return (
      <Textarea
        {...shared}
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (kind === "check")
    return (
      <Checkbox
        {...shared}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (kind === "choice") {
    return (
      <NativeSelect
        {...shared}
        data={options.map((each) => ({ ...each }))}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (kind === "many") {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
    return (
      <Checkbox.Group {...shared} value={[...chosen]} onChange={onChange}>
        <div className={styles["many"]}>
          {options.map((each) => (
            <Checkbox key={each.value} value={each.value} label={each.label} size="xs" />
          ))}
        </div>
      </Checkbox.Group>
    );
  }
  const type = kind === "day" ? "date" : kind === "number" ? "number" : "text";
  return (
    <TextInput
      {...shared}
      type={type}
      maxLength={400}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
