// Values in the forms of a rule: a field for each type, with pickers for places, States and words from a list.
import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatWeekday, useSurroundings } from "#design/ui";
import type { Term } from "../contract.ts";
import { usePlaceOptions, useStateOptions, withCurrent } from "./field-options.tsx";
import { useLexicon, valuesOf, type CatalogueField } from "./lexicon.tsx";

export type FieldType = CatalogueField["type"];
/** A value as it stands in the tree. */
export type Value = Extract<Term, { term: "text" | "number" | "truth" | "date" }>;

/** What a value of this type is before it was given. */
export function blankValue(type: FieldType): Value {
  if (type === "number") return { term: "number", number: 1 };
  if (type === "yes-no") return { term: "truth", truth: true };
  return type === "date" ? { term: "date", date: "" } : { term: "text", text: "" };
}

type Props = {
  readonly value: Value;
  readonly type: FieldType;
  /** The field it is compared with: some have few values. */
  readonly field: string | null;
  readonly label: string;
  readonly onChange: (value: Value) => void;
};

/** One value. */
export function ValueField({ value: given, type, field, label, onChange }: Props) {
  const lexicon = useLexicon();
  // What was kept before it was said is an empty text, whatever the type.
  const value = given.term === "text" && given.text === "" ? blankValue(type) : given;
  if (value.term === "number")
    return field === "flight.weekday" ? (
      <WeekdayField
        value={value.number}
        label={label}
        onChange={(number) => onChange({ term: "number", number })}
      />
    ) : (
      <NumberField
        value={value.number}
        label={label}
        onChange={(number) => onChange({ term: "number", number })}
      />
    );
  if (value.term === "truth")
    return (
      <Select
        aria-label={label}
        w={110}
        allowDeselect={false}
        value={value.truth ? "yes" : "no"}
        data={[
          { value: "yes", label: lexicon.t("say.yes") },
          { value: "no", label: lexicon.t("say.no") },
        ]}
        onChange={(chosen) => onChange({ term: "truth", truth: chosen === "yes" })}
      />
    );
  if (value.term === "date")
    return (
      <TextInput
        type="date"
        aria-label={label}
        w={160}
        value={value.date}
        onChange={(event) => onChange({ term: "date", date: event.currentTarget.value })}
      />
    );
  return (
    <TextValue
      value={value.text}
      type={type}
      field={field}
      label={label}
      onChange={(text) => onChange({ term: "text", text })}
    />
  );
}

type OfText = Omit<Props, "value" | "onChange"> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
};

function TextValue(props: OfText) {
  const { value, type, field, label, onChange } = props;
  if (type === "place") return <PlaceField {...props} />;
  if (type === "country") return <StateField {...props} />;
  if (field !== null && valuesOf(field) !== null) return <WordField {...props} />;
  return (
    <TextInput
      aria-label={label}
      w={170}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function PlaceField({ value, label, onChange }: OfText) {
  const current = useMemo(() => [value], [value]);
  const options = usePlaceOptions(current);
  return <OneOf value={value} label={label} options={options} onChange={onChange} />;
}

function StateField({ value, label, onChange }: OfText) {
  const current = useMemo(() => [value], [value]);
  const options = useStateOptions(current);
  return <OneOf value={value} label={label} options={options} onChange={onChange} />;
}

function WordField({ value, field, label, onChange }: OfText) {
  const options = useWordOptions(field, value);
  return <OneOf value={value} label={label} options={options} onChange={onChange} />;
}

function useWordOptions(field: string | null, ...current: readonly string[]) {
  const lexicon = useLexicon();
  const values = field === null ? [] : (valuesOf(field) ?? []);
  return withCurrent(
    values.map((value) => ({ value, label: lexicon.value(field, value) })),
    current,
  );
}

function OneOf({
  value,
  label,
  options,
  onChange,
}: {
  value: string;
  label: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const { t } = useLexicon();
  return (
    <Select
      aria-label={label}
      placeholder={t("value.choose")}
      w={210}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("value.none")}
      limit={40}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      data={options}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
    />
  );
}

function WeekdayField({
  value,
  label,
  onChange,
}: {
  value: number;
  label: string;
  onChange: (value: number) => void;
}) {
  const { language } = useSurroundings();
  const days = [1, 2, 3, 4, 5, 6, 7];
  const shown = days.includes(value) ? days : [value, ...days];
  return (
    <Select
      aria-label={label}
      w={120}
      allowDeselect={false}
      value={String(value)}
      data={shown.map((day) => ({
        value: String(day),
        label: days.includes(day) ? formatWeekday(day % 7, language) : String(day),
      }))}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

/** A number that may be empty while it is typed; left empty it is what it was. */
export function NumberField({
  value,
  label,
  labelled = false,
  least,
  most,
  whole = false,
  width = 96,
  id,
  onChange,
}: {
  value: number;
  label: string;
  /** The label stands above the field; otherwise the line says what it is. */
  labelled?: boolean;
  least?: number;
  most?: number;
  whole?: boolean;
  width?: number;
  id?: string;
  onChange: (value: number) => void;
}) {
  const [empty, setEmpty] = useState(false);
  return (
    <NumberInput
      {...(labelled ? { label } : { "aria-label": label })}
      {...(id === undefined ? {} : { id })}
      w={width}
      {...(least === undefined ? {} : { min: least })}
      {...(most === undefined ? {} : { max: most })}
      allowDecimal={!whole}
      allowNegative={least === undefined || least < 0}
      clampBehavior="blur"
      value={empty ? "" : value}
      onChange={(next) => {
        setEmpty(typeof next !== "number");
        if (
          typeof next === "number" &&
          (least === undefined || next >= least) &&
          (most === undefined || next <= most)
        )
          onChange(next);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}

/** Several values of which one must fit. */
export function SetField({
  set,
  type,
  field,
  label,
  onChange,
}: {
  set: readonly string[] | readonly number[];
  type: FieldType;
  field: string | null;
  label: string;
  onChange: (set: readonly string[] | readonly number[]) => void;
}) {
  const texts = useMemo(() => set.map(String), [set]);
  const shared = { texts, label, onChange };
  if (type === "place") return <PlacesField {...shared} />;
  if (type === "country") return <StatesField {...shared} />;
  if (field !== null && valuesOf(field) !== null) return <WordsField {...shared} field={field} />;
  return (
    <TagsField
      {...shared}
      onChange={(next) => {
        if (type !== "number") onChange(next);
        else onChange(next.map(Number).filter((number) => Number.isFinite(number)));
      }}
    />
  );
}

type OfSet = {
  readonly texts: string[];
  readonly label: string;
  readonly onChange: (texts: string[]) => void;
};

function PlacesField(props: OfSet) {
  return <SomeOf {...props} options={usePlaceOptions(props.texts)} />;
}

function StatesField(props: OfSet) {
  return <SomeOf {...props} options={useStateOptions(props.texts)} />;
}

function WordsField({ field, ...props }: OfSet & { field: string }) {
  return <SomeOf {...props} options={useWordOptions(field, ...props.texts)} />;
}

function SomeOf({
  texts,
  label,
  options,
  onChange,
}: OfSet & { options: { value: string; label: string }[] }) {
  const { t } = useLexicon();
  return (
    <MultiSelect
      aria-label={label}
      miw={240}
      maw={520}
      flex={1}
      searchable
      hidePickedOptions
      nothingFoundMessage={t("value.none")}
      limit={40}
      {...(texts.length === 0 ? { placeholder: t("value.choose") } : {})}
      data={options}
      value={texts}
      onChange={onChange}
    />
  );
}

function TagsField({ texts, label, onChange }: OfSet) {
  const { t } = useLexicon();
  return (
    <TagsInput
      aria-label={label}
      miw={240}
      maw={520}
      flex={1}
      splitChars={[",", ";", " "]}
      acceptValueOnBlur
      maxLength={200}
      {...(texts.length === 0 ? { placeholder: t("value.several") } : {})}
      value={texts}
      onChange={onChange}
    />
  );
}
