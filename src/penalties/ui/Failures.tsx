// The failures of a case: what each is, where the unit holds it, what excuses it, and what was set aside.
import { At, Code, Panel, useTexts } from "#design/ui";
import { factNames, type PenaltyCase } from "../contract.ts";
import { FieldsForm } from "./fields.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { step, useDone } from "./queries.ts";

type Facts = PenaltyCase["list"][number]["facts"];
const isKnown = (name: string): name is (typeof factNames)[number] => factNames.some((one) => one === name);

/** Facts in one line: each with its name. */
export function FactsLine({ facts }: { facts: Facts }) {
  const t = useTexts(penaltiesTexts);
  return (
    <span className={styles["facts"]}>
      {facts.map(({ name, value }, index) => (
        <span key={name}>
          {index === 0 ? "" : ", "}
          {isKnown(name) ? t(`fact.${name}`) : name} <Code>{value}</Code>
        </span>
      ))}
    </span>
  );
}

export function Failures({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  return (
    <Panel title={t("failures.title")} aside={of.failures}>
      <ul className={styles["list"]}>
        {of.list.map((one) => (
          <li key={one.id} className={`${styles["item"]} ${one.aside === null ? "" : styles["aside"]}`}>
            <strong>{t(`failure.${one.kind}`)}</strong> · {t(`source.${one.source}`)}
            <div>
              <FactsLine facts={one.facts} />
            </div>
            {one.excuses.map((excuse) => (
              <p key={excuse.id} className={styles["excused"]}>
                {t("failures.excuse")} <At instant={excuse.from} day="always" />
              </p>
            ))}
            {one.aside === null ? null : (
              <p>
                {t(`aside.${one.aside.as}`)}, <At instant={one.aside.at} day="always" />:{" "}
                <bdi>{one.aside.reason}</bdi>
              </p>
            )}
            {one.aside === null && of.may.includes("set-aside") ? (
              <details>
                <summary>{t("aside.open")}</summary>
                <FieldsForm
                  fields={[
                    {
                      kind: "line",
                      name: "reason",
                      label: t("reason"),
                      least: 3,
                      most: 2000,
                      lacking: t("field.lacking"),
                    },
                  ]}
                  buttons={[{ way: "aside", label: t("aside.send"), danger: true }]}
                  onSubmit={async (given) => {
                    await step(of.id, `failures/${one.id}/aside`, { reason: given.text("reason") });
                    await done();
                  }}
                />
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
