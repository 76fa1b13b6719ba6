// API and PNR of one person next to each other: equal, different, or said by one only.
import type { ReactNode } from "react";
import type { PersonPage, SourceRecord } from "../contract.ts";
import {
  At,
  Code,
  CompareMark,
  Country,
  NoneShown,
  Panel,
  PartialDate,
  PersonName,
  useTexts,
} from "#design/ui";
import { RoleWord } from "./person-parts.tsx";
import { recordsTexts } from "./records-texts.ts";
import styles from "./records.module.css";

type Line = {
  readonly field: string;
  readonly label: string;
  readonly values: readonly (string | null)[];
  readonly shown: readonly ReactNode[];
};

/** One column a source; a row a field. With one source only there is nothing to compare and no mark. */
export function SourceComparison({ page }: { page: PersonPage }) {
  const t = useTexts(recordsTexts);
  const { sources } = page;
  const line = (
    field: string,
    value: (source: SourceRecord) => string | null,
    show: (source: SourceRecord) => ReactNode = (source) => <Code>{value(source)}</Code>,
  ): Line => ({ field, label: t.code("field", field), values: sources.map(value), shown: sources.map(show) });

  const labels = [...new Set(sources.flatMap((source) => source.facts.map((fact) => fact.label)))];
  const lines: readonly Line[] = [
    line(
      "name",
      (source) => `${source.surname} ${source.given ?? ""}`,
      (source) => <PersonName surname={source.surname} given={source.given} />,
    ),
    line(
      "birthDate",
      (source) => source.birthDate,
      (source) => <PartialDate value={source.birthDate} />,
    ),
    line("sex", (source) => source.sex),
    line(
      "nationality",
      (source) => source.nationality,
      (source) => <Country code={source.nationality} named />,
    ),
    line(
      "residence",
      (source) => source.residence,
      (source) => <Country code={source.residence} named />,
    ),
    line(
      "documents",
      (source) => source.documents.map((document) => document.number).join(" ") || null,
      (source) => <Documents documents={source.documents} />,
    ),
    line(
      "role",
      (source) => source.role,
      (source) => <RoleWord role={source.role} />,
    ),
    line("seat", (source) => source.seat),
    line("locator", (source) => source.locator),
    line("embark", (source) => source.embark),
    line("debark", (source) => source.debark),
    line(
      "bags",
      (source) => source.bags.join(", ") || null,
      (source) => <Text value={source.bags.join(", ")} />,
    ),
    ...labels.map((label) => {
      const of = (source: SourceRecord) =>
        source.facts
          .filter((fact) => fact.label === label)
          .map((fact) => t.code(`value.${label}`, fact.value))
          .join(", ");
      return line(
        label,
        (source) => of(source) || null,
        (source) => <Text value={of(source)} />,
      );
    }),
  ].filter((one) => one.values.some((value) => value !== null && value !== ""));

  return (
    <Panel
      title={t("person.said")}
      aside={page.link === null ? undefined : t("person.linked", { rule: t.code("link", page.link.rule) })}
      flush
    >
      <table className={styles["compare"]}>
        <caption className="spoken">{t("person.said")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="spoken">{t("person.field")}</span>
            </th>
            {sources.map((source) => (
              <th key={source.source} scope="col">
                {t(`source.${source.source}`)}{" "}
                <span>
                  <At instant={source.lastReceivedAt} />
                </span>
              </th>
            ))}
            {sources.length > 1 ? (
              <th scope="col" className={styles["markColumn"]}>
                <span className="spoken">{t("person.comparison")}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={one.field}>
              <th scope="row">{one.label}</th>
              {one.shown.map((shown, index) => (
                <td key={sources[index]?.source}>{shown}</td>
              ))}
              {sources.length > 1 ? (
                <td className={styles["markColumn"]}>
                  <CompareMark relation={relationOf(one, page.differences)} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Documents({ documents }: { documents: SourceRecord["documents"] }) {
  const t = useTexts(recordsTexts);
  if (documents.length === 0) return <NoneShown />;
  return (
    <ul className={styles["plain"]}>
      {documents.map((document) => (
        <li key={`${document.type} ${document.number}`}>
          <span className={styles["field"]}>{t.code("document", document.type)}</span>{" "}
          <Code>{document.number}</Code>{" "}
          {document.issuer === null ? null : <Country code={document.issuer} />}
          {document.expires === null ? null : (
            <span className={styles["field"]}>
              {" "}
              {t("person.expires")} <PartialDate value={document.expires} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Text({ value }: { value: string }) {
  return value === "" ? <NoneShown /> : <bdi translate="no">{value}</bdi>;
}

/** Where the server found a difference that decides; elsewhere equal text is equal, the rest is merely not the same words. */
function relationOf(line: Line, differences: readonly string[]): "equal" | "near" | "differs" | "missing" {
  const said = line.values.filter((value) => value !== null && value !== "");
  if (said.length < line.values.length) return "missing";
  const field = line.field === "documents" ? "document" : line.field;
  if (differences.includes(field)) return "differs";
  return new Set(said.map((value) => value?.trim().toUpperCase())).size === 1 ? "equal" : "near";
}
