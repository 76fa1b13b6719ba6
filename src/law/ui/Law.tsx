// The law that the unit works by: the profile in force key by key, its versions, and the map of offences.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Answer, At, Code, Fact, Facts, Page, Panel, useMay, useTexts } from "#design/ui";
import type { LawInForce, ProfileRow } from "../contract.ts";
import { DraftButton } from "./Draft.tsx";
import { FlightSelectionPanel } from "./flight-selection/FlightSelection.tsx";
import { lawTexts } from "./law-texts.ts";
import styles from "./law.module.css";
import { OffencesPanel } from "./Offences.tsx";
import { lawQuery } from "./queries.ts";
import { Value } from "./Value.tsx";
import { Versions } from "./Versions.tsx";

/** The page at its address. */
export function LawScreen() {
  const t = useTexts(lawTexts);
  const mayView = useMay("view-law");
  const mayViewOffences = useMay("view-offences");
  const mayViewFlights = useMay("view-flight-selection");
  return (
    <Page title={t("law.title")} prints>
      <div className={styles["page"]}>
        <p className={styles["lead"]}>{t("law.text")}</p>
        {mayView ? <Profile /> : null}
        {mayViewFlights ? <FlightSelectionPanel /> : null}
        {mayViewOffences ? <OffencesPanel /> : null}
      </div>
    </Page>
  );
}

function Profile() {
  const query = useQuery(lawQuery);
  return (
    <Answer query={query} rows={10}>
      {(law) => (
        <>
          <Versions law={law} />
          <InForce law={law} />
        </>
      )}
    </Answer>
  );
}

function InForce({ law }: { law: LawInForce }) {
  const t = useTexts(lawTexts);
  const mayDraft = useMay("draft-profile");
  const groups = [...new Set(law.rows.map(({ group }) => group))];
  const waits = law.versions.some(({ state }) => state === "waiting");
  return (
    <Panel title={t("law.inForce")}>
      <Facts>
        <Fact label={t("law.profile")}>
          <Code>{law.label}</Code>
        </Fact>
        <Fact label={t("law.family")}>
          <Code>{law.family}</Code>
        </Fact>
        <Fact label={t("law.since")}>
          <At instant={law.inForceFrom} day="always" />
        </Fact>
        <Fact label={t("law.signedBy")}>
          <Code>{law.keyId}</Code>
        </Fact>
      </Facts>
      <div className={styles["buttons"]}>
        <Button
          component="a"
          href="/api/law/chain"
          download="legal-profiles.json"
          size="xs"
          variant="default"
        >
          {t("law.chain")}
        </Button>
        {mayDraft && !waits ? <DraftButton law={law} /> : null}
      </div>
      {groups.map((group) => (
        <Keys key={group} group={group} rows={law.rows.filter((row) => row.group === group)} />
      ))}
    </Panel>
  );
}

function Keys({ group, rows }: { group: string; rows: readonly ProfileRow[] }) {
  const t = useTexts(lawTexts);
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>{t.code("group", group, group)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.key")}</th>
            <th scope="col">{t("column.value")}</th>
            <th scope="col">{t("column.limit")}</th>
            <th scope="col">{t("column.source")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-item={row.key}>
              <th scope="row">
                <Code>{row.key}</Code>
              </th>
              <td>
                <Value of={row.value} />
              </td>
              <td>
                {row.limit === null ? (
                  t("limit.none")
                ) : (
                  <>
                    {t.code("limit", row.limit.how, row.limit.how)} <Value of={row.limit.value} />{" "}
                    <span className={styles["dim"]}>{row.limit.source}</span>
                  </>
                )}
              </td>
              <td>
                <bdi>{row.source}</bdi>
                {row.project ? <span className={styles["dim"]}> · {t("law.project")}</span> : null}
                {row.verified ? null : <strong> · {t("law.unverified")}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
