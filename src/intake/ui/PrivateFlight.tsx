// The list of a private flight, filled in by hand: flight, pilot, crew and passengers; checked and sent as a manifest.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent } from "react";
import { ErrorSummary, Lead, Panel, problemAt, useSubmitKeys, useTexts, type FieldProblem } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import {
  emptyFlight,
  missingIn,
  nobody,
  tableOf,
  type PrivateFlightDraft,
  type PrivatePerson,
} from "./private-flight.ts";
import { SendChecked } from "./SendChecked.tsx";
import styles from "./check.module.css";

const personsMax = 50;
const roles = ["PILOT", "CREW", "PASSENGER"] as const;
const sexes = ["", "F", "M", "X"] as const;

export function PrivateFlight({ token, onSent }: { token: string; onSent: () => void }) {
  const t = useTexts(intakeTexts);
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [draft, setDraft] = useState<PrivateFlightDraft>(emptyFlight);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [table, setTable] = useState<{ readonly content: File; readonly number: number } | null>(null);
  const change = (next: Partial<PrivateFlightDraft>) => {
    setDraft((before) => ({ ...before, ...next }));
    setTable(null);
  };
  const changePerson = (at: number, next: Partial<PrivatePerson>) =>
    change({
      persons: draft.persons.map((person, index) => (index === at ? { ...person, ...next } : person)),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missingIn(draft).map((name) => {
      const [number = "", ofPerson] = name.split(".");
      return {
        field: `private-${name}`,
        text:
          ofPerson === undefined
            ? t("private.missing", { field: t.code("private", name) })
            : t("private.missingOf", { field: t.code("private", ofPerson), number }),
      };
    });
    setProblems(found);
    if (found.length > 0) {
      setAttempt((before) => before + 1);
      return;
    }
    const name = `${draft.registration.trim()}.csv`;
    setTable((before) => ({
      content: new File([tableOf(draft)], name, { lastModified: (before?.number ?? 0) + 1 }),
      number: (before?.number ?? 0) + 1,
    }));
  };
  const field = (name: "registration" | "callSign" | "from" | "departs" | "to" | "arrives") => ({
    id: `private-${name}`,
    label: t(`private.${name}`),
    value: draft[name],
    error: problemAt(problems, `private-${name}`),
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <Panel title={t("send.tab.private")}>
      <Lead>{t("private.lead")}</Lead>
      <form ref={form} className={styles["private"]} noValidate onSubmit={submit}>
        <ErrorSummary problems={problems} attempt={attempt} />
        <div className={styles["fields"]}>
          <TextInput {...field("registration")} maxLength={12} />
          <TextInput {...field("callSign")} maxLength={12} />
          <TextInput {...field("from")} description={t("private.place.hint")} maxLength={40} />
          <TextInput {...field("departs")} description={t("private.time.hint")} type="datetime-local" />
          <TextInput {...field("to")} description={t("private.place.hint")} maxLength={40} />
          <TextInput {...field("arrives")} description={t("private.time.hint")} type="datetime-local" />
        </div>
        {draft.persons.map((person, at) => (
          <PersonFields
            key={at}
            at={at}
            person={person}
            problems={problems}
            onChange={(next) => changePerson(at, next)}
            {...(draft.persons.length === 1
              ? {}
              : { onRemove: () => change({ persons: draft.persons.filter((_, index) => index !== at) }) })}
          />
        ))}
        <div className={styles["acts"]}>
          <Button
            variant="default"
            disabled={draft.persons.length >= personsMax}
            onClick={() => change({ persons: [...draft.persons, nobody] })}
          >
            {t("private.add")}
          </Button>
          <Button type="submit">{t("private.check")}</Button>
        </div>
      </form>
      {table === null ? null : (
        <SendChecked key={table.number} token={token} content={table.content} onSent={onSent} isForm />
      )}
    </Panel>
  );
}

function PersonFields({
  at,
  person,
  problems,
  onChange,
  onRemove,
}: {
  at: number;
  person: PrivatePerson;
  problems: readonly FieldProblem[];
  onChange: (next: Partial<PrivatePerson>) => void;
  onRemove?: () => void;
}) {
  const t = useTexts(intakeTexts);
  const number = at + 1;
  type Text =
    | "surname"
    | "given"
    | "birthDate"
    | "nationality"
    | "documentNumber"
    | "documentIssuer"
    | "documentExpiry";
  const field = (name: Text) => ({
    id: `private-${number}.${name}`,
    label: t(`private.${name}`),
    value: person[name],
    error: problemAt(problems, `private-${number}.${name}`),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <fieldset className={styles["person"]}>
      <legend>{t("private.person", { number })}</legend>
      <div className={styles["fields"]}>
        <NativeSelect
          label={t("private.role")}
          value={person.role}
          data={roles.map((value) => ({ value, label: t(`private.role.${value}`) }))}
          onChange={(event) =>
            onChange({ role: roles.find((one) => one === event.currentTarget.value) ?? "PASSENGER" })
          }
        />
        <TextInput {...field("surname")} maxLength={70} />
        <TextInput {...field("given")} maxLength={70} />
        <NativeSelect
          id={`private-${number}.sex`}
          label={t("private.sex")}
          value={person.sex}
          error={problemAt(problems, `private-${number}.sex`)}
          data={sexes.map((value) => ({ value, label: value === "" ? "" : t(`private.sex.${value}`) }))}
          onChange={(event) =>
            onChange({ sex: sexes.find((one) => one === event.currentTarget.value) ?? "" })
          }
        />
        <TextInput {...field("birthDate")} type="date" />
        <TextInput {...field("nationality")} description={t("private.state.hint")} maxLength={3} />
        <NativeSelect
          label={t("private.documentType")}
          value={person.documentType}
          data={(["P", "I"] as const).map((value) => ({ value, label: t(`private.document.${value}`) }))}
          onChange={(event) => onChange({ documentType: event.currentTarget.value === "I" ? "I" : "P" })}
        />
        <TextInput {...field("documentNumber")} maxLength={35} />
        <TextInput {...field("documentIssuer")} description={t("private.state.hint")} maxLength={3} />
        <TextInput {...field("documentExpiry")} type="date" />
      </div>
      {onRemove === undefined ? null : (
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {t("private.remove")}
        </Button>
      )}
    </fieldset>
  );
}
