// What a list says of a person, as several screens show it.
import type { ReactNode } from "react";
import type { EntryContent } from "../contract.ts";
import { Code, Country, formatPartialDate, NoneShown, useSurroundings, useTexts } from "#design/ui";
import { personTexts } from "./person-texts.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** What an entry is shown by: its main name, else its first, else a document or key it looks for. */
export function primaryName(content: EntryContent | null): string | undefined {
  const name = content?.names.find(({ type }) => type === "primary") ?? content?.names[0];
  return name?.full ?? content?.documents[0]?.number ?? content?.keys?.[0]?.value;
}

/** One date of birth in words: exact, partial, approximate or a span of years. */
export function BirthText({ birth }: { birth: EntryContent["dobs"][number] }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  if ("from" in birth) return <bdi>{t("entry.born.between", { from: birth.from, to: birth.to })}</bdi>;
  const date = formatPartialDate(birth.date, language);
  return (
    <time dateTime={birth.date} title={birth.date} className={styles["nowrap"]}>
      {birth.circa === true ? t("entry.born.circa", { date }) : date}
    </time>
  );
}

/** A day in the reader's language. */
export function DayText({ day }: { day: string }) {
  const { language } = useSurroundings();
  return <time dateTime={day}>{formatPartialDate(day, language)}</time>;
}

/** The first of several with the number of the others. */
export function FirstOf({ items }: { items: readonly ReactNode[] }) {
  const t = useTexts(watchlistTexts);
  if (items.length === 0) return <NoneShown />;
  return (
    <>
      {items[0]}
      {items.length > 1 ? (
        <span className={styles["dim"]}> {t("entry.more", { count: items.length - 1 })}</span>
      ) : null}
    </>
  );
}

/** A document with its kind and issuer. */
export function DocumentText({ document }: { document: EntryContent["documents"][number] }) {
  const t = useTexts(watchlistTexts);
  return (
    <span>
      <Code>{document.number}</Code>{" "}
      <span className={styles["dim"]}>
        {t.code("document", document.type)}
        {document.country === null ? null : (
          <>
            {" · "}
            <Country code={document.country} named />
          </>
        )}
      </span>
    </span>
  );
}

export const entryFields = [
  "names",
  "dobs",
  "sex",
  "nationalities",
  "birthCountries",
  "birthPlaces",
  "titles",
  "documents",
  "keys",
  "personCategory",
  "role",
  "category",
  "programme",
  "instructions",
  "cluster",
  "expires",
] as const satisfies readonly (keyof EntryContent)[];
export type EntryField = (typeof entryFields)[number];

/** One field of an entry in full; a dash when the list does not say. */
export function FieldValue({ field, content }: { field: EntryField; content: EntryContent }) {
  const t = useTexts(watchlistTexts);
  const who = useTexts(personTexts);
  switch (field) {
    case "names":
      return (
        <Lines
          items={content.names.map((name) => (
            <>
              <bdi translate="no" className={name.type === "primary" ? styles["mainName"] : undefined}>
                {name.full}
              </bdi>{" "}
              <span className={styles["dim"]}>{t(`name.${name.type}`)}</span>
              <NameParts name={name} />
            </>
          ))}
        />
      );
    case "dobs":
      return (
        <Lines
          items={content.dobs.map((birth) => (
            <BirthText key="birth" birth={birth} />
          ))}
        />
      );
    case "sex":
      return content.sex === null ? <NoneShown /> : t(`sex.${content.sex}`);
    case "nationalities":
    case "birthCountries":
      return (
        <Lines
          items={content[field].map((code) => (
            <Country key={code} code={code} named />
          ))}
        />
      );
    case "birthPlaces":
    case "titles":
      return (
        <Lines
          items={(content[field] ?? []).map((text) => (
            <bdi key={text}>{text}</bdi>
          ))}
        />
      );
    case "documents":
      return (
        <Lines
          items={content.documents.map((document) => (
            <DocumentText key="document" document={document} />
          ))}
        />
      );
    case "keys":
      return (
        <Lines
          items={(content.keys ?? []).map(({ kind, value }) => (
            <span key={value}>
              <Code>{value}</Code> <span className={styles["dim"]}>{t(`key.${kind}`)}</span>
            </span>
          ))}
        />
      );
    case "expires":
      return content.expires === undefined ? <NoneShown /> : <DayText day={content.expires} />;
    case "cluster":
      return content.cluster === undefined ? <NoneShown /> : <Code>{content.cluster}</Code>;
    case "personCategory":
      return content.personCategory === undefined ? (
        <NoneShown />
      ) : (
        <strong>{who(`is.${content.personCategory}`)}</strong>
      );
    case "role":
      return content.role === undefined ? <NoneShown /> : <bdi>{content.role}</bdi>;
    case "category":
      return content.category === undefined ? <NoneShown /> : t.code("category", content.category);
    case "programme":
    case "instructions":
      return content[field] === undefined ? (
        <NoneShown />
      ) : (
        <bdi className={styles["text"]}>{content[field]}</bdi>
      );
  }
}

function NameParts({ name }: { name: EntryContent["names"][number] }) {
  const t = useTexts(watchlistTexts);
  const parts = (["surname", "given", "patronymic"] as const).filter((part) => name[part] !== undefined);
  if (parts.length === 0) return null;
  return (
    <span className={styles["nameParts"]}>
      {parts.map((part) => (
        <span key={part}>
          {t(`field.${part}`)} <bdi translate="no">{name[part]}</bdi>
        </span>
      ))}
    </span>
  );
}

function Lines({ items }: { items: readonly ReactNode[] }) {
  if (items.length === 0) return <NoneShown />;
  return (
    <ul className={styles["lines"]}>
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

/** Whether both say the same of a field. */
export function sameField(field: EntryField, left: EntryContent, right: EntryContent): boolean {
  return JSON.stringify(left[field] ?? null) === JSON.stringify(right[field] ?? null);
}
