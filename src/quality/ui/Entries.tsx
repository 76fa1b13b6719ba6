// The entries whose alerts cost most reviews, by the owner of their list, with what they lack; taken away without any traveller.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Answer, Code, formatNumber, Panel, saveTable, useSurroundings, useTexts } from "#design/ui";
import type { CostlyEntries } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import { entriesQuery } from "./queries.ts";
import { Scrolling } from "./shares.tsx";
import styles from "./quality.module.css";

const shownAtOnce = 20;

export function EntriesPart({ days }: { days: number }) {
  const t = useTexts(qualityTexts);
  const query = useQuery(entriesQuery(days));
  return (
    <Panel title={t("entries.title")}>
      <p className={styles["lead"]}>{t("entries.text")}</p>
      <Answer query={query} rows={4}>
        {({ entries }) =>
          entries.length === 0 ? <p className={styles["dim"]}>{t("none")}</p> : <Shown entries={entries} />
        }
      </Answer>
    </Panel>
  );
}

function Shown({ entries }: CostlyEntries) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const save = (): void =>
    saveTable("entries.csv", [
      [
        "owner",
        "list",
        "entry",
        "reference",
        "different_person",
        "cannot_tell",
        "same_person",
        "needed",
        "lacks",
      ],
      ...entries.map((one) => [
        one.owner,
        one.list,
        one.entryId,
        one.ref ?? "",
        one.different,
        one.cannotTell,
        one.same,
        one.needed.join(" "),
        one.faults.join(" "),
      ]),
    ]);
  return (
    <>
      <Scrolling label={t("entries.caption")}>
        <table className={styles["table"]}>
          <caption>{t("entries.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("entries.owner")}</th>
              <th scope="col">{t("entries.entry")}</th>
              <th scope="col">{t("entries.different")}</th>
              <th scope="col">{t("cannotTell")}</th>
              <th scope="col">{t("entries.same")}</th>
              <th scope="col">{t("entries.lacks")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.slice(0, shownAtOnce).map((one) => (
              <tr key={`${one.list} ${one.entryId}`}>
                <td>
                  <bdi>{one.owner}</bdi>
                </td>
                <th scope="row">
                  <bdi>{one.name}</bdi> <Code>{`${one.list} ${one.ref ?? one.entryId}`}</Code>
                </th>
                <td className={styles["figure"]}>{number(one.different)}</td>
                <td className={styles["figure"]}>{number(one.cannotTell)}</td>
                <td className={styles["figure"]}>{number(one.same)}</td>
                <td>{one.faults.map((fault) => t(`fault.${fault}`)).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <Button size="xs" variant="default" onClick={save}>
        {t("entries.save", { number: number(entries.length) })}
      </Button>
    </>
  );
}
