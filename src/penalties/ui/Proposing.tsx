// The way of a case to the authority: how the carrier was weighed, the legal adviser's word, what was sent and decided.
import { At, Code, Countdown, Panel, useTexts } from "#design/ui";
import type { PenaltyCase } from "../contract.ts";
import { FieldsForm } from "./fields.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { fileAddress, step, useDone } from "./queries.ts";

export function Proposing({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  const { agreement, may } = of;
  const act = (label: string, path: string, danger = false) => (
    <FieldsForm
      fields={[]}
      buttons={[{ way: "do", label, danger }]}
      onSubmit={async () => {
        await step(of.id, path);
        await done();
      }}
    />
  );
  return (
    <Panel title={t("proposing.title")}>
      <p className={styles["lead"]}>{t("proposing.text")}</p>
      {of.hindrance === null ? null : <p className={styles["excused"]}>{t(`hindrance.${of.hindrance}`)}</p>}
      {of.weighing === null ? null : (
        <p className={styles["said"]}>
          {t("case.weighing")}: <bdi>{of.weighing}</bdi>
        </p>
      )}
      {agreement === null ? null : (
        <p>
          <strong>{t(`agreement.${agreement.state}`)}</strong>
          {agreement.state === "asked" ? (
            <>
              {" · "}
              <Countdown to={agreement.expiresAt} />
            </>
          ) : null}
          {agreement.by === null ? null : (
            <>
              {" · "}
              <bdi>{agreement.by.name}</bdi>: <bdi>{agreement.reason}</bdi>
            </>
          )}
          {agreement.state === "approved" && !agreement.stands ? ` · ${t("agreement.void")}` : ""}
        </p>
      )}
      {may.includes("notify") ? act(t("step.notify"), "notice") : null}
      {may.includes("ask") ? (
        <FieldsForm
          fields={[
            {
              kind: "text",
              name: "weighing",
              label: t("case.weighing"),
              hint: t("case.weighing.hint"),
              least: 10,
              lacking: t("reason.lacking"),
            },
          ]}
          buttons={[{ way: "ask", label: t("step.ask") }]}
          onSubmit={async (given) => {
            await step(of.id, "asking", { weighing: given.text("weighing") });
            await done();
          }}
        />
      ) : null}
      {may.includes("withdraw") ? act(t("step.withdraw"), "asking/withdrawal") : null}
      {may.includes("send") ? act(t("step.send"), "sending") : null}
      <ol className={styles["list"]}>
        {of.proposals.map((one) => (
          <li key={one.id} className={styles["item"]}>
            <strong>{t(`proposal.${one.state}`)}</strong>
            {one.amount === null ? null : (
              <>
                {" · "}
                <Code>{`${one.amount} ${one.currency ?? ""}`}</Code>
              </>
            )}{" "}
            · <At instant={one.decidedAt ?? one.sentAt} day="always" />
            {one.reasons === null ? null : (
              <div className={styles["said"]} dir="auto">
                {one.reasons}
              </div>
            )}
            <p className={styles["row"]}>
              <a href={fileAddress(one.id, "page")} download>
                {t("file.page")}
              </a>
              <a href={fileAddress(one.id, "json")} download>
                {t("file.json")}
              </a>
            </p>
          </li>
        ))}
      </ol>
      {may.includes("drop") ? (
        <details>
          <summary>{t("drop.open")}</summary>
          <FieldsForm
            fields={[
              { kind: "text", name: "reason", label: t("reason"), least: 10, lacking: t("reason.lacking") },
            ]}
            buttons={[{ way: "drop", label: t("drop.send"), danger: true }]}
            onSubmit={async (given) => {
              await step(of.id, "dropping", { reason: given.text("reason") });
              await done();
            }}
          />
        </details>
      ) : null}
    </Panel>
  );
}
