// Versions of the legal profile: who drafted and decided, what each changes, and the decision that one waits for.
import { Button } from "@mantine/core";
import { useState } from "react";
import { At, Code, Panel, ReasonDialog, useMay, useMe, useTexts } from "#design/ui";
import type { LawInForce, ProfileVersion } from "../contract.ts";
import { lawTexts } from "./law-texts.ts";
import styles from "./law.module.css";
import { lawQuery, stepProfile } from "./queries.ts";
import { Value } from "./Value.tsx";

export function Versions({ law }: { law: LawInForce }) {
  const t = useTexts(lawTexts);
  const waiting = law.versions.filter(({ state }) => state === "waiting");
  const others = law.versions.filter(({ state }) => state !== "waiting");
  return (
    <>
      {waiting.map((version) => (
        <Panel key={version.number} title={t("law.waiting")}>
          <Version version={version} />
          <Decide version={version} />
        </Panel>
      ))}
      <Panel title={t("law.versions")}>
        <ul className={styles["steps"]}>
          {others.map((version) => (
            <li key={version.number}>
              <Version version={version} />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Version({ version }: { version: ProfileVersion }) {
  const t = useTexts(lawTexts);
  return (
    <>
      <p>
        <Code>{version.label}</Code> · <strong>{t.code("state", version.state, version.state)}</strong> ·{" "}
        {t("law.from")} <At instant={version.inForceFrom ?? version.validFrom} day="always" />
      </p>
      <ul className={styles["steps"]}>
        {version.steps.map((step) => (
          <li key={`${step.step} ${step.office}`} className={styles["dim"]}>
            {/* Each part by itself: letters of another direction do not carry their neighbours along. */}
            <bdi>{t.code("step", step.step, step.step)}</bdi> ·{" "}
            <bdi>{t.code("office", step.office, step.office)}</bdi> · <bdi>{step.by}</bdi> ·{" "}
            <bdi>
              <At instant={step.at} day="always" />
            </bdi>
            <p dir="auto">{step.reason}</p>
          </li>
        ))}
      </ul>
      {version.differences.length === 0 ? null : <Differences of={version.differences} />}
    </>
  );
}

export function Differences({ of }: { of: ProfileVersion["differences"] }) {
  const t = useTexts(lawTexts);
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>{t("law.differences")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.key")}</th>
            <th scope="col">{t("column.before")}</th>
            <th scope="col">{t("column.after")}</th>
            <th scope="col">{t("column.way")}</th>
            <th scope="col">{t("column.source")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ key, before, after, way }) => (
            <tr key={key}>
              <th scope="row">
                <Code>{key}</Code>
              </th>
              <td>{before === null ? null : <Value of={before.value} />}</td>
              <td>{after === null ? null : <Value of={after.value} />}</td>
              <td>{t.code("way", way, way)}</td>
              <td>
                <bdi>{after?.source ?? ""}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Asked = "approved" | "refused" | "withdrawn";

function Decide({ version }: { version: ProfileVersion }) {
  const t = useTexts(lawTexts);
  const me = useMe();
  const mayApprove = useMay("approve-profile");
  const [asking, setAsking] = useState<Asked | null>(null);
  const mine = version.steps.some(({ step, byId }) => step === "drafted" && byId === me);
  const decided = version.steps.some(({ step, byId }) => step !== "drafted" && byId === me);
  if (decided) return <p>{t("law.decidedByYou")}</p>;
  const offered: readonly Asked[] = mine ? ["withdrawn"] : mayApprove ? ["approved", "refused"] : [];
  if (offered.length === 0) return null;
  return (
    <div className={styles["buttons"]}>
      {offered.map((step) => (
        <Button
          key={step}
          size="xs"
          variant={step === "approved" ? "filled" : "default"}
          onClick={() => setAsking(step)}
        >
          {t(`act.${step}`)}
        </Button>
      ))}
      <ReasonDialog
        title={asking === null ? null : version.label}
        label={t("law.reason")}
        lacking={t("law.reason.lacking")}
        submit={asking === null ? "" : t(`act.${asking}`)}
        done={t("law.done")}
        texts={t}
        changes={lawQuery.queryKey}
        onClose={() => setAsking(null)}
        act={async (reason) => {
          if (asking !== null) await stepProfile(version.number, { step: asking, reason });
        }}
      />
    </div>
  );
}
