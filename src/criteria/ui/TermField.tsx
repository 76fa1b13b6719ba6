// One side of a comparison: a value, another field, a day counted from one, or a calculation.
import { Select } from "@mantine/core";
import type { Term } from "../contract.ts";
import styles from "./criteria.module.css";
import { fieldOptions, FieldSelect, type Calculation } from "./field-options.tsx";
import { useLexicon, type Lexicon } from "./lexicon.tsx";
import { blankValue, NumberField, ValueField, type FieldType } from "./ValueField.tsx";

/** The type of a term's value; undefined where a text may be of several. */
export function typeOfTerm(term: Term, lexicon: Lexicon): FieldType | undefined {
  switch (term.term) {
    case "number":
    case "distance":
    case "span":
      return "number";
    case "truth":
      return "yes-no";
    case "date":
    case "shift":
      return "date";
    case "field":
      return lexicon.field(term.field)?.type;
    case "text":
      return undefined;
  }
}

export function calculation(kind: Calculation): Term {
  const field = (name: string): Term => ({ term: "field", field: name });
  if (kind === "distance")
    return { term: "distance", from: field("itinerary.start"), to: field("itinerary.end") };
  return kind === "days"
    ? { term: "span", unit: "days", from: field("flight.date"), to: { term: "date", date: "" } }
    : { term: "span", unit: "hours", from: field("booking.created-at"), to: field("flight.departs-at") };
}

type Kind = "value" | "field" | "shift" | Calculation;
const kinds: Readonly<Record<FieldType, readonly Kind[]>> = {
  text: ["value", "field"],
  number: ["value", "field", "distance", "days", "hours"],
  "yes-no": ["value", "field"],
  date: ["value", "field", "shift"],
  instant: ["field"],
  place: ["value", "field"],
  country: ["value", "field"],
};

function kindOf(term: Term): Kind {
  if (term.term === "field" || term.term === "shift" || term.term === "distance") return term.term;
  return term.term === "span" ? term.unit : "value";
}

function blankOf(kind: Kind, type: FieldType): Term {
  if (kind === "value") return blankValue(type);
  if (kind === "field") return { term: "field", field: "" };
  if (kind === "shift") return { term: "shift", of: { term: "field", field: "flight.date" }, days: 30 };
  return calculation(kind);
}

export type TermFieldProps = {
  readonly term: Term;
  readonly type: FieldType;
  /** The field on the other side. */
  readonly beside: string | null;
  /** The collection whose items are asked. */
  readonly within: string | null;
  readonly label: string;
  readonly onChange: (term: Term) => void;
};

/** A term of the type, with what it may be. */
export function TermField(props: TermFieldProps) {
  const { term, type, label, onChange } = props;
  const { t } = useLexicon();
  const kind = kindOf(term);
  const offered = kinds[type].includes(kind) ? kinds[type] : [kind, ...kinds[type]];
  return (
    <span className={styles["term"]}>
      {offered.length < 2 ? null : (
        <Select
          aria-label={t("term.kind", { what: label })}
          data-term-kind
          w={112}
          allowDeselect={false}
          comboboxProps={{ width: 260, position: "bottom-start" }}
          value={kind}
          data={offered.map((one) => ({ value: one, label: t(`term.${one}`) }))}
          onChange={(chosen) => {
            const next = offered.find((one) => one === chosen);
            if (next !== undefined && next !== kind) onChange(blankOf(next, type));
          }}
        />
      )}
      <TermBody {...props} />
    </span>
  );
}

function TermBody({ term, type, beside, within, label, onChange }: TermFieldProps) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  switch (term.term) {
    case "text":
    case "number":
    case "truth":
    case "date":
      return <ValueField value={term} type={type} field={beside} label={label} onChange={onChange} />;
    case "field":
      return (
        <FieldSelect
          aria-label={label}
          w={250}
          allowDeselect={false}
          placeholder={t("field.choose")}
          data={fieldOptions(lexicon, within, type)}
          value={term.field === "" ? null : term.field}
          onChange={(field) => onChange({ term: "field", field: field ?? "" })}
        />
      );
    case "shift":
      return (
        <>
          <NumberField
            value={term.days}
            least={-3660}
            most={3660}
            whole
            label={t("term.shift.days")}
            onChange={(days) => onChange({ ...term, days })}
          />
          <span>{t("term.shift.after")}</span>
          <TermField
            term={term.of}
            type="date"
            beside={null}
            within={within}
            label={t("term.shift.of")}
            onChange={(of) => onChange({ ...term, of })}
          />
        </>
      );
    case "distance":
    case "span": {
      const inner: FieldType = term.term === "distance" ? "place" : term.unit === "days" ? "date" : "instant";
      const end = (side: "from" | "to") => (
        <TermField
          term={term[side]}
          type={inner}
          beside={null}
          within={within}
          label={t(`term.${side}`)}
          onChange={(next) => onChange({ ...term, [side]: next })}
        />
      );
      return (
        <>
          <span>{t("term.from")}</span>
          {end("from")}
          <span>{t("term.to")}</span>
          {end("to")}
        </>
      );
    }
  }
}
