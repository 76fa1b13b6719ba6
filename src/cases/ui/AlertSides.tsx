// Traveller and list entry side by side, each line marked equal, similar, different or not comparable.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  Code,
  CompareMark,
  Country,
  formatPartialDate,
  NoneShown,
  Panel,
  PartialDate,
  PersonName,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { categoryTexts } from "./category-texts.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

type Relation = "equal" | "near" | "differs" | "missing";

/** The comparison of the two sides; the marks are the evidence's own, not a second opinion. */
export function AlertSides({
  alert,
}: {
  /** Without a key nothing leads to the traveller: a second look must not tell what was decided. */
  alert: Pick<AlertDetail, "traveller" | "entry" | "evidence"> & { readonly personKey?: string };
}) {
  const t = useTexts(casesTexts);
  const who = useTexts(categoryTexts);
  const { traveller, entry } = alert;
  const otherNames = entry.names.filter((name) => name.full !== entry.matchedName);
  return (
    <Panel title={t("alert.sides")} bare>
      <table className={styles["sides"]}>
        <caption className="spoken">{t("alert.sides")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="spoken">{t("side.name")}</span>
            </th>
            <th scope="col">
              {alert.personKey === undefined ? (
                t("alert.traveller")
              ) : (
                <Link
                  to="/p/$personKey"
                  params={{ personKey: alert.personKey }}
                  title={t("alert.openTraveller")}
                >
                  {t("alert.traveller")}
                </Link>
              )}{" "}
              <span className={styles["dim"]}>
                {traveller.sources.map((source) => source.toUpperCase()).join(" + ")}
              </span>
            </th>
            <th scope="col" className={styles["mark"]}>
              <span className="spoken">{t("column.severity")}</span>
            </th>
            <th scope="col">
              {t("alert.entry")}{" "}
              <span className={styles["dim"]}>
                {t("alert.entryReference", {
                  reference: entry.reference ?? entry.id,
                  version: entry.listVersion,
                })}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Line
            label={t("side.name")}
            relation={relationOf(alert, ["surname", "given", "patronymic", "name"])}
            left={
              <span className={styles["bigName"]}>
                <PersonName surname={traveller.surname} given={traveller.given} />
              </span>
            }
            right={
              <span className={styles["bigName"]}>
                <bdi translate="no">{entry.matchedName}</bdi>
              </span>
            }
          />
          {otherNames.length === 0 ? null : (
            <Line
              label={t("side.otherNames")}
              left={null}
              right={
                <ul className={styles["names"]}>
                  {otherNames.map((name) => (
                    <li key={`${name.type} ${name.full}`}>
                      <bdi translate="no">{name.full}</bdi>{" "}
                      <span className={styles["dim"]}>{t.code("name", name.type)}</span>
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          <Line
            label={t("side.birthDate")}
            relation={relationOf(alert, ["birth-date"])}
            left={<PartialDate value={traveller.birthDate} />}
            right={<ListedDates dates={entry.birthDates} />}
          />
          <Line
            label={t("side.sex")}
            relation={relationOf(alert, ["sex"])}
            left={<Code>{traveller.sex}</Code>}
            right={<Code>{entry.sex}</Code>}
          />
          <Line
            label={t("side.nationality")}
            relation={relationOf(alert, ["nationality"])}
            left={<Country code={traveller.nationality} named />}
            right={
              entry.nationalities.length === 0 ? (
                <NoneShown />
              ) : (
                entry.nationalities.map((code) => (
                  <div key={code}>
                    <Country code={code} named />
                  </div>
                ))
              )
            }
          />
          <Line
            label={t("side.documents")}
            relation={relationOf(alert, ["document"])}
            left={<Documents documents={traveller.documents} />}
            right={<Documents documents={entry.documents} />}
          />
          <Line
            label={t("side.seat")}
            left={
              <>
                <Code>{traveller.seat}</Code> <Code dim>{traveller.locator}</Code>
              </>
            }
            right={null}
          />
          <Line label={who("who")} left={null} right={<strong>{who(`is.${entry.personCategory}`)}</strong>} />
          {entry.category === null && entry.programme === null ? null : (
            <Line
              label={t("side.category")}
              left={null}
              right={
                <>
                  {entry.category === null ? null : t.code("category", entry.category)}
                  {entry.category === null || entry.programme === null ? null : " · "}
                  {entry.programme === null ? null : <bdi>{entry.programme}</bdi>}
                </>
              }
            />
          )}
        </tbody>
      </table>
      {entry.instructions === null ? null : (
        <p className={styles["instructions"]}>
          <strong>{t("alert.instructions")}</strong> <bdi>{entry.instructions}</bdi>
        </p>
      )}
    </Panel>
  );
}

function Line({
  label,
  relation,
  left,
  right,
}: {
  label: string;
  relation?: Relation;
  left: ReactNode;
  right: ReactNode;
}) {
  return (
    <tr data-relation={relation}>
      <th scope="row">{label}</th>
      <td>{left}</td>
      <td className={styles["mark"]}>
        {relation === undefined ? null : <CompareMark relation={relation} />}
      </td>
      <td>{right}</td>
    </tr>
  );
}

function Documents({ documents }: { documents: AlertDetail["traveller"]["documents"] }) {
  if (documents.length === 0) return <NoneShown />;
  return (
    <ul className={styles["names"]}>
      {documents.map((document) => (
        <li key={`${document.type ?? ""} ${document.number}`}>
          {document.type === null ? null : (
            <>
              <Code dim>{document.type}</Code>{" "}
            </>
          )}
          <Code>{document.number}</Code>{" "}
          {document.issuer === null ? null : (
            <span className={styles["dim"]}>
              <Country code={document.issuer} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Birth dates of a list: `~1984` is about, `1980/1985` a range of years. */
export function ListedDates({ dates }: { dates: readonly string[] }) {
  const { language } = useSurroundings();
  if (dates.length === 0) return <NoneShown />;
  return dates.map((date) => (
    <div key={date}>
      <bdi>
        {date
          .split("/")
          .map((part) =>
            part.startsWith("~")
              ? `≈ ${formatPartialDate(part.slice(1), language)}`
              : formatPartialDate(part, language),
          )
          .join(" – ")}
      </bdi>
    </div>
  ));
}

const same: readonly string[] = ["equal", "number-equal", "personal-number-equal"];

/** The mark of a line, from the evidence about these features: one conflict makes it different, all equal makes it equal. */
export function relationOf(alert: Pick<AlertDetail, "evidence">, features: readonly string[]): Relation {
  const items = alert.evidence.filter((item) => features.includes(item.feature));
  if (items.length === 0) return "missing";
  if (items.every((item) => same.includes(item.relation))) return "equal";
  return items.some((item) => item.relation === "different" || item.bits < -0.5) ? "differs" : "near";
}
