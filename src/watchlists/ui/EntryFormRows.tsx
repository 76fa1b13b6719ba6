// The rows of the entry form that come and go: names, dates of birth, documents.
import { Button, Checkbox, SegmentedControl, Select, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon, useTexts } from "#design/ui";
import { useCountryOptions } from "./country-options.ts";
import {
  emptyBirth,
  emptyDocument,
  emptyKey,
  emptyName,
  fieldId,
  keyKinds,
  nameTypes,
  type BirthDraft,
  type DocumentDraft,
  type KeyDraft,
  type NameDraft,
} from "./entry-draft.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

type ErrorAt = (field: string) => string | undefined;
const rowsMax = 20;
const documentTypes = ["P", "I", "N", "V", "F"] as const;

/** The rows with one row changed. */
function changed<Row extends { readonly key: number }>(
  rows: readonly Row[],
  key: number,
  change: Partial<Row>,
): readonly Row[] {
  return rows.map((row) => (row.key === key ? { ...row, ...change } : row));
}

/** A group of rows: its heading, the rows, the way to add one. */
function RowGroup<Row extends { readonly key: number }>({
  title,
  hint,
  rows,
  add,
  onAdd,
  onRemove,
  least,
  nameOf,
  children,
}: {
  title: string;
  hint?: string;
  rows: readonly Row[];
  add: string;
  onAdd: () => void;
  onRemove: (key: number) => void;
  /** So many rows stay. */
  least: number;
  /** What a row is called by the button that removes it. */
  nameOf: (row: Row, index: number) => string;
  children: (row: Row, index: number) => ReactNode;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <fieldset className={styles["group"]}>
      <legend>{title}</legend>
      {hint === undefined || rows.length === 0 ? null : <p className={styles["hint"]}>{hint}</p>}
      {rows.map((row, index) => (
        <div key={row.key} className={styles["row"]}>
          <div className={styles["rowFields"]}>{children(row, index)}</div>
          {rows.length > least ? (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={t("propose.removeRow", { what: nameOf(row, index) })}
              title={t("propose.removeRow", { what: nameOf(row, index) })}
              onClick={() => onRemove(row.key)}
            >
              <Icon name="close" size={13} />
            </Button>
          ) : null}
        </div>
      ))}
      {rows.length >= rowsMax ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles["add"] ?? ""}
          leftSection={<Icon name="add" size={13} />}
          onClick={onAdd}
        >
          {add}
        </Button>
      )}
    </fieldset>
  );
}

export function NameRows({
  names,
  set,
  errorAt,
}: {
  names: readonly NameDraft[];
  set: (names: readonly NameDraft[]) => void;
  errorAt: ErrorAt;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <RowGroup
      title={t("propose.names")}
      hint={t("propose.name.full.hint")}
      rows={names}
      least={1}
      add={t("propose.name.add")}
      onAdd={() => set([...names, emptyName()])}
      onRemove={(key) => set(names.filter((name) => name.key !== key))}
      nameOf={(name, index) => name.full.trim() || `${t("propose.name.full")} ${index + 1}`}
    >
      {(name) => {
        const put = (change: Partial<NameDraft>) => set(changed(names, name.key, change));
        const id = fieldId("name", name.key, "full");
        return (
          <>
            <div className={styles["across"]}>
              <TextInput
                id={id}
                className={styles["grow"] ?? ""}
                label={t("propose.name.full")}
                maxLength={300}
                autoComplete="off"
                spellCheck={false}
                value={name.full}
                error={errorAt(id)}
                onChange={(event) => put({ full: event.currentTarget.value })}
              />
              <Select
                label={t("propose.name.type")}
                w={190}
                allowDeselect={false}
                value={name.type}
                data={nameTypes.map((type) => ({ value: type, label: t(`name.${type}`) }))}
                onChange={(value) => put({ type: nameTypes.find((type) => type === value) ?? "alias" })}
              />
            </div>
            <details
              className={styles["parts"]}
              open={name.surname + name.given + name.patronymic === "" ? undefined : true}
            >
              <summary>{t("propose.name.parts")}</summary>
              <div className={styles["across"]}>
                {(["surname", "given", "patronymic"] as const).map((part) => (
                  <TextInput
                    key={part}
                    className={styles["grow"] ?? ""}
                    label={t(`field.${part}`)}
                    maxLength={200}
                    autoComplete="off"
                    spellCheck={false}
                    value={name[part]}
                    onChange={(event) => put({ [part]: event.currentTarget.value })}
                  />
                ))}
              </div>
            </details>
          </>
        );
      }}
    </RowGroup>
  );
}

export function BirthRows({
  births,
  set,
  errorAt,
}: {
  births: readonly BirthDraft[];
  set: (births: readonly BirthDraft[]) => void;
  errorAt: ErrorAt;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <RowGroup
      title={t("propose.births")}
      hint={t("propose.birth.hint")}
      rows={births}
      least={0}
      add={t("propose.birth.add")}
      onAdd={() => set([...births, emptyBirth()])}
      onRemove={(key) => set(births.filter((birth) => birth.key !== key))}
      nameOf={(_birth, index) => t("propose.birth", { number: index + 1 })}
    >
      {(birth, index) => (
        <BirthRow
          birth={birth}
          label={t("propose.birth", { number: index + 1 })}
          put={(change) => set(changed(births, birth.key, change))}
          errorAt={errorAt}
        />
      )}
    </RowGroup>
  );
}

function BirthRow({
  birth,
  label,
  put,
  errorAt,
}: {
  birth: BirthDraft;
  label: string;
  put: (change: Partial<BirthDraft>) => void;
  errorAt: ErrorAt;
}) {
  const t = useTexts(watchlistTexts);
  const part = (field: "day" | "month" | "year" | "from" | "to") => {
    const id = fieldId("birth", birth.key, field);
    const years = field === "year" || field === "from" || field === "to";
    return (
      <TextInput
        key={field}
        id={id}
        label={t(`propose.birth.${field}`)}
        w={years ? 92 : 64}
        inputMode="numeric"
        maxLength={years ? 4 : 2}
        autoComplete="off"
        value={birth[field]}
        className={styles["part"] ?? ""}
        error={errorAt(id)}
        onChange={(event) => put({ [field]: event.currentTarget.value })}
      />
    );
  };
  const fields = birth.kind === "date" ? (["day", "month", "year"] as const) : (["from", "to"] as const);
  return (
    <fieldset className={styles["birth"]}>
      <legend className="spoken">{label}</legend>
      <SegmentedControl
        size="xs"
        className={styles["kind"] ?? ""}
        aria-label={t("propose.birth.kind")}
        value={birth.kind}
        data={[
          { value: "date", label: t("propose.birth.date") },
          { value: "range", label: t("propose.birth.range") },
        ]}
        onChange={(value) => put({ kind: value === "range" ? "range" : "date" })}
      />
      <div className={styles["across"]}>
        {fields.map(part)}
        {birth.kind === "date" ? (
          <Checkbox
            className={styles["circa"] ?? ""}
            label={t("propose.birth.circa")}
            checked={birth.circa}
            onChange={(event) => put({ circa: event.currentTarget.checked })}
          />
        ) : null}
      </div>
    </fieldset>
  );
}

export function DocumentRows({
  documents,
  set,
  errorAt,
}: {
  documents: readonly DocumentDraft[];
  set: (documents: readonly DocumentDraft[]) => void;
  errorAt: ErrorAt;
}) {
  const t = useTexts(watchlistTexts);
  const countries = useCountryOptions();
  return (
    <RowGroup
      title={t("propose.documents")}
      rows={documents}
      least={0}
      add={t("propose.document.add")}
      onAdd={() => set([...documents, emptyDocument()])}
      onRemove={(key) => set(documents.filter((document) => document.key !== key))}
      nameOf={(document, index) => document.number.trim() || `${t("propose.document.number")} ${index + 1}`}
    >
      {(document) => {
        const put = (change: Partial<DocumentDraft>) => set(changed(documents, document.key, change));
        const id = fieldId("document", document.key, "number");
        const known = documentTypes.some((type) => type === document.type);
        return (
          <div className={styles["across"]}>
            <Select
              label={t("propose.document.type")}
              w={190}
              allowDeselect={false}
              value={document.type}
              data={[
                ...documentTypes.map((type) => ({ value: type, label: t(`document.${type}`) })),
                ...(known ? [] : [{ value: document.type, label: document.type }]),
              ]}
              onChange={(value) => put({ type: value ?? "P" })}
            />
            <TextInput
              id={id}
              label={t("propose.document.number")}
              w={200}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              value={document.number}
              error={errorAt(id)}
              onChange={(event) => put({ number: event.currentTarget.value })}
            />
            <Select
              className={styles["grow"] ?? ""}
              label={t("propose.document.country")}
              data={countries}
              searchable
              clearable
              limit={30}
              value={document.country === "" ? null : document.country}
              onChange={(value) => put({ country: value ?? "" })}
            />
          </div>
        );
      }}
    </RowGroup>
  );
}

/** Telephone numbers, e-mail addresses, masked cards, addresses and agencies of bookings to look for. */
export function KeyRows({
  keys,
  set,
  errorAt,
}: {
  keys: readonly KeyDraft[];
  set: (keys: readonly KeyDraft[]) => void;
  errorAt: ErrorAt;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <RowGroup
      title={t("propose.keys")}
      hint={t("propose.keys.hint")}
      rows={keys}
      least={0}
      add={t("propose.key.add")}
      onAdd={() => set([...keys, emptyKey()])}
      onRemove={(row) => set(keys.filter((key) => key.key !== row))}
      nameOf={(key, index) => key.value.trim() || `${t(`key.${key.kind}`)} ${index + 1}`}
    >
      {(key) => {
        const put = (change: Partial<KeyDraft>) => set(changed(keys, key.key, change));
        const id = fieldId("key", key.key, "value");
        return (
          <div className={styles["across"]}>
            <Select
              label={t("propose.key.kind")}
              w={190}
              allowDeselect={false}
              value={key.kind}
              data={keyKinds.map((kind) => ({ value: kind, label: t(`key.${kind}`) }))}
              onChange={(value) => put({ kind: keyKinds.find((kind) => kind === value) ?? "phone" })}
            />
            <TextInput
              id={id}
              className={styles["grow"] ?? ""}
              label={t(`key.${key.kind}`)}
              maxLength={250}
              autoComplete="off"
              spellCheck={false}
              value={key.value}
              error={errorAt(id)}
              onChange={(event) => put({ value: event.currentTarget.value })}
            />
          </div>
        );
      }}
    </RowGroup>
  );
}
