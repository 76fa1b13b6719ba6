// The hearing of a carrier: what it said, what it disputes, and who decides what is disputed.
import { At, Countdown, Fact, Facts, Panel, useTexts } from "#design/ui";
import { disputeGrounds, type PenaltyCase } from "../contract.ts";
import { FieldsForm } from "./fields.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { decideDispute, openDispute, step, useDone } from "./queries.ts";

export function Hearing({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  if (of.notifiedAt === null || of.hearUntil === null) return null;
  return (
    <Panel title={t("hearing.title")}>
      <Facts>
        <Fact label={t("hearing.told")}>
          <At instant={of.notifiedAt} day="always" />
        </Fact>
        <Fact label={t("hearing.until")}>
          <At instant={of.hearUntil} day="always" />
          {of.state === "hearing" && of.statements.length === 0 ? (
            <>
              {" · "}
              <Countdown to={of.hearUntil} />
            </>
          ) : null}
        </Fact>
      </Facts>
      <p>
        <a href={`/api/penalties/${of.id}/notice`} download>
          {t("hearing.notice")}
        </a>
      </p>
      {of.statements.length === 0 ? <p>{t("hearing.silent")}</p> : null}
      <ol className={styles["list"]}>
        {of.statements.map((one) => (
          <li key={one.id} className={styles["item"]}>
            <strong>{t(one.byCarrier ? "said.carrier" : "said.letter")}</strong> ·{" "}
            <bdi>{one.reference ?? one.by}</bdi> · <At instant={one.at} day="always" />
            <div className={styles["said"]} dir="auto">
              {one.text}
            </div>
          </li>
        ))}
      </ol>
      {of.may.includes("write-statement") ? <Letter of={of} /> : null}
    </Panel>
  );
}

function Letter({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  const lacking = t("field.lacking");
  return (
    <details>
      <summary>{t("letter.open")}</summary>
      <FieldsForm
        fields={[
          { kind: "line", name: "reference", label: t("letter.reference"), least: 3, lacking },
          { kind: "text", name: "text", label: t("letter.text"), least: 3, most: 8000, lacking },
        ]}
        buttons={[{ way: "write", label: t("letter.send") }]}
        onSubmit={async (given) => {
          await step(of.id, "statements", { reference: given.text("reference"), text: given.text("text") });
          await done();
        }}
      />
    </details>
  );
}

export function Disputes({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  const mayOpen = of.may.includes("dispute");
  if (of.disputed.length === 0 && !mayOpen) return null;
  return (
    <Panel title={t("disputes.title")} aside={of.disputes}>
      <p className={styles["lead"]}>{t("disputes.text")}</p>
      <ul className={styles["list"]}>
        {of.disputed.map((one) => (
          <li key={one.id} className={styles["item"]}>
            <strong>{t(`dispute.${one.state}`)}</strong> · {t(`ground.${one.ground}`)} ·{" "}
            <bdi>{one.reference ?? one.by}</bdi> · <At instant={one.at} day="always" />
            <div className={styles["said"]} dir="auto">
              {one.text}
            </div>
            {one.decidedBy === null || one.decidedAt === null ? null : (
              <p>
                <bdi>{one.decidedBy.name}</bdi>, <At instant={one.decidedAt} day="always" />:{" "}
                <bdi>{one.decision}</bdi>
              </p>
            )}
            {one.mayDecide ? <Deciding id={one.id} /> : null}
          </li>
        ))}
      </ul>
      {mayOpen ? <Disputing of={of} /> : null}
    </Panel>
  );
}

function Deciding({ id }: { id: string }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  return (
    <FieldsForm
      fields={[{ kind: "text", name: "reason", label: t("reason"), least: 10, lacking: t("reason.lacking") }]}
      buttons={[
        { way: "uphold", label: t("dispute.uphold") },
        { way: "reject", label: t("dispute.reject"), danger: true },
      ]}
      onSubmit={async (given, way) => {
        await decideDispute(id, { uphold: way === "uphold", reason: given.text("reason") });
        await done();
      }}
    />
  );
}

function Disputing({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  const lacking = t("field.lacking");
  return (
    <details>
      <summary>{t("dispute.begin")}</summary>
      <FieldsForm
        fields={[
          {
            kind: "choice",
            name: "ground",
            label: t("dispute.ground"),
            options: disputeGrounds.map((value) => ({ value, label: t(`ground.${value}`) })),
          },
          { kind: "line", name: "reference", label: t("letter.reference"), least: 3, lacking },
          { kind: "text", name: "text", label: t("letter.text"), least: 3, most: 8000, lacking },
        ]}
        start={{ ground: "facts" }}
        buttons={[{ way: "dispute", label: t("dispute.send") }]}
        onSubmit={async (given) => {
          const ground = disputeGrounds.find((one) => one === given.text("ground")) ?? "facts";
          await openDispute(of.id, {
            ground,
            failureId: null,
            reference: given.text("reference"),
            text: given.text("text"),
          });
          await done();
        }}
      />
    </details>
  );
}
