// A compliance pack as it is read: clause by clause how it stands, with the evidence of then, the gaps and the tests.
import { Panel, useTexts } from "#design/ui";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";

type Evidence = {
  readonly probe: string;
  readonly state: string;
  readonly says: string;
  readonly at: string;
};
export type PackContent = {
  readonly title: string;
  readonly unit: string;
  readonly profile: string;
  readonly software: string;
  readonly testsOf: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly evidence: readonly Evidence[];
  readonly clauses: readonly {
    readonly id: string;
    readonly duty: string;
    readonly how: string;
    readonly standing: string;
    readonly gaps: readonly string[];
    readonly evidence: readonly string[];
    readonly tests: readonly { readonly title: string; readonly file: string; readonly result: string }[];
  }[];
};

/** Whether a document's content is a pack's. */
export function isPack(content: unknown): content is PackContent {
  return typeof content === "object" && content !== null && "clauses" in content && "evidence" in content;
}

export function PackView({ pack }: { pack: PackContent }) {
  const t = useTexts(evidenceTexts);
  const evidence = new Map(pack.evidence.map((one) => [one.probe, one]));
  const english = { lang: "en", dir: "ltr" } as const;
  return (
    <>
      <p>
        {["shown", "in-part", "gap", "procedure"]
          .map((standing) => `${t.code("standing", standing)}: ${pack.counts[standing] ?? 0}`)
          .join(" · ")}
      </p>
      {pack.clauses.map((clause) => (
        <Panel key={clause.id} title={clause.id} aside={t.code("standing", clause.standing)}>
          <div className={styles["clause"]} {...english}>
            <p>
              <strong>{clause.duty}</strong>
            </p>
            {clause.how === "" ? null : <p className={styles["dim"]}>{clause.how}</p>}
            <ul>
              {clause.gaps.map((gap) => (
                <li key={gap} className={styles["gap"]}>
                  {gap}
                </li>
              ))}
              {clause.evidence.flatMap((probe) => {
                const found = evidence.get(probe);
                return found === undefined || found.state === "gap"
                  ? []
                  : [<li key={probe}>{`${found.says} (${found.at.slice(0, 10)})`}</li>];
              })}
            </ul>
            {clause.tests.length === 0 ? null : (
              <details>
                <summary>{t("pack.tests", { number: String(clause.tests.length) })}</summary>
                <ul>
                  {clause.tests.map(({ title, file, result }) => (
                    <li key={`${file} ${title}`}>{`${result}: ${title} (${file})`}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        </Panel>
      ))}
    </>
  );
}
