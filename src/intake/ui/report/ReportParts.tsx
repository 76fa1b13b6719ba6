// The parts of the monthly report: figures, what was owed, rules with an example each, evidence, how it is counted.
import type { CarrierReport } from "../../report-contract.ts";
import { Code, useSurroundings, useTexts } from "#design/ui";
import { basisOf } from "../basis.ts";
import { RuleText } from "../RuleText.tsx";
import { figuresIn, inTimeShare, utcText } from "./report-figures.ts";
import { reportTexts } from "./report-texts.ts";
import { ReportTable } from "./ReportTable.tsx";
import styles from "./report.module.css";

type Scorecard = CarrierReport["scorecard"];
/** How many messages came in the month. */
type Came = { readonly messages: number };
type ReportOf<Part extends keyof CarrierReport> = { readonly [Key in Part]: CarrierReport[Part] };

export function Summary({ report }: { report: CarrierReport }) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const { number, oneDigit, share } = figuresIn(language);
  const { totals, before, timeliness } = report.scorecard;
  const earlier = report.months.at(-2);
  const figures = [
    ["correct", share(totals.correct), share(before.correct)],
    ["complete", share(totals.complete), share(before.complete)],
    ["inTime", share(inTimeShare(timeliness)), earlier === undefined ? null : share(inTimeShare([earlier]))],
    ["errors", oneDigit(totals.errorsPerThousand), oneDigit(before.errorsPerThousand)],
    ["messages", number(totals.messages), number(before.messages)],
    ["travellers", number(totals.travellers), number(before.travellers)],
    ["notTaken", number(totals.refused + totals.quarantined), number(before.refused + before.quarantined)],
  ] as const;
  return (
    <dl className={styles["figures"]}>
      {figures.map(([name, value, earlierValue]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            <strong>{value ?? "–"}</strong>
            <span>{earlierValue === null ? t("before.none") : t("before", { value: earlierValue })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Owed({ scorecard }: ReportOf<"scorecard">) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const { number, share } = figuresIn(language);
  if (scorecard.timeliness.length === 0) return <p>{t("owed.none")}</p>;
  const names = {
    expected: "owed",
    inTime: "inTime",
    late: "late",
    incomplete: "incomplete",
    missing: "missing",
  } as const;
  return (
    <ReportTable
      caption={t("part.timeliness")}
      words={[t("push")]}
      figures={[...Object.values(names), "share" as const].map((name) => t(name))}
    >
      {scorecard.timeliness.map((row) => (
        <tr key={row.kind}>
          <th scope="row">{t.code("push", row.kind)}</th>
          {(["expected", "inTime", "late", "incomplete", "missing"] as const).map((name) => (
            <td key={name} data-align="end">
              {number(row[name])}
            </td>
          ))}
          <td data-align="end">{share(inTimeShare([row])) ?? "–"}</td>
        </tr>
      ))}
    </ReportTable>
  );
}

/** Each push that was not met, with what came in the end: what a sanction would rest on. */
export function Unmet({ unmet, timeliness }: ReportOf<"unmet"> & Pick<Scorecard, "timeliness">) {
  const t = useTexts(reportTexts);
  const { pushes, isWhole } = unmet;
  const wasOwed = timeliness.some(({ expected }) => expected > 0);
  if (pushes.length === 0) return <p>{t(wasOwed ? "unmet.none" : "owed.none")}</p>;
  return (
    <>
      {isWhole ? null : <p className={styles["dim"]}>{t("unmet.more", { count: pushes.length })}</p>}
      <ReportTable
        caption={t("part.unmet")}
        words={(["flight", "push", "outcome", "due", "came", "receipt"] as const).map((name) => t(name))}
      >
        {pushes.map((push, at) => (
          <tr key={at}>
            <th scope="row">
              <Code>{`${push.flight} ${push.flightDate}`}</Code>
            </th>
            <td>{t.code("push", push.kind)}</td>
            <td>
              <strong>{t(`outcome.${push.outcome}`)}</strong>
              <span className={styles["dim"]}>
                {push.askedAt === null
                  ? t("unmet.notAsked")
                  : t("unmet.asked", { time: utcText(push.askedAt) })}
              </span>
            </td>
            <td>
              <Time at={push.dueAt} />
            </td>
            <td>
              <Time at={push.cameAt} />
            </td>
            <td className={styles["hash"]}>
              {push.receipt === null ? (
                "–"
              ) : (
                <>
                  {push.receipt.interchange === null ? null : (
                    <>
                      <Code>{push.receipt.interchange}</Code>{" "}
                    </>
                  )}
                  <Code dim>{push.receipt.sha256}</Code>
                </>
              )}
            </td>
          </tr>
        ))}
      </ReportTable>
    </>
  );
}

function Time({ at }: { at: string | null }) {
  return at === null ? "–" : <bdi dir="ltr">{utcText(at)}</bdi>;
}

export function Rules({ worst, rules, messages }: ReportOf<"worst"> & Pick<Scorecard, "rules"> & Came) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const { number } = figuresIn(language);
  if (worst.length === 0) return <p>{t(messages === 0 ? "nothing" : "rules.none")}</p>;
  return (
    <ReportTable
      caption={t("part.rules")}
      words={[t("rule"), t("rule.what")]}
      figures={(["findings", "messages", "findings.before"] as const).map((name) => t(name))}
    >
      {worst.map(({ code, severity, example }) => {
        const rule = rules.find((one) => one.code === code && one.severity === severity);
        return rule === undefined ? null : (
          <tr key={`${code} ${severity}`}>
            <th scope="row">
              <Code>{code}</Code>
              <span className={styles["dim"]}>{t(`severity.${severity}`)}</span>
            </th>
            <td>
              <RuleText code={code} text={rule.text} />
              <span className={styles["dim"]} lang="en" dir="ltr">
                {basisOf(rule.source)}
              </span>
              {example === null ? null : (
                <span className={styles["dim"]}>
                  {t("example")}: <ExampleText example={example} />
                </span>
              )}
            </td>
            <td data-align="end">{number(rule.findings)}</td>
            <td data-align="end">{number(rule.messages)}</td>
            <td data-align="end">{number(rule.findingsBefore)}</td>
          </tr>
        );
      })}
    </ReportTable>
  );
}

type Example = NonNullable<CarrierReport["worst"][number]["example"]>;

function ExampleText({ example }: { example: Example }) {
  const t = useTexts(reportTexts);
  const reference = [example.interchange, example.message].filter((one) => one !== null).join(" / ");
  const parts = [
    <Code key="kind">{example.kind}</Code>,
    ...(example.flight === null
      ? []
      : [<Code key="flight">{`${example.flight} ${example.flightDate ?? ""}`.trim()}</Code>]),
    t("example.received", { time: utcText(example.receivedAt) }),
    ...(reference === "" ? [] : [t("example.reference", { reference })]),
    ...(example.segment === null || example.segment === 0
      ? []
      : [
          <span key="segment">
            {t("example.segment", { number: example.segment })}{" "}
            {example.tag === null ? null : <Code>{example.tag}</Code>}
          </span>,
        ]),
    ...(example.offset === null ? [] : [t("example.byte", { offset: example.offset })]),
  ];
  return parts.map((part, at) => (
    <span key={at}>
      {at === 0 ? "" : ", "}
      {part}
    </span>
  ));
}

export function EvidenceList({ evidence, messages }: ReportOf<"evidence"> & Came) {
  const t = useTexts(reportTexts);
  const { receipts, isWhole } = evidence;
  if (receipts.length === 0) return <p>{t(messages === 0 ? "nothing" : "evidence.none")}</p>;
  return (
    <>
      <p className={styles["dim"]}>
        {isWhole ? "" : `${t("evidence.more", { count: receipts.length })} `}
        {t("evidence.hash")}
      </p>
      <ReportTable
        caption={t("part.evidence")}
        words={(["received", "kind", "flight", "state", "findings", "hash"] as const).map((name) => t(name))}
      >
        {receipts.map((receipt) => (
          <tr key={receipt.receiptId}>
            <th scope="row">
              <bdi dir="ltr">{utcText(receipt.receivedAt)}</bdi>
            </th>
            <td>
              <Code>{receipt.kind}</Code>
            </td>
            <td>
              {receipt.flight === null ? "–" : <Code>{`${receipt.flight} ${receipt.flightDate ?? ""}`}</Code>}
            </td>
            <td>{t.code("state", receipt.state)}</td>
            <td>
              <Code dim>{receipt.codes.join(", ")}</Code>
            </td>
            <td className={styles["hash"]}>
              <Code dim>{receipt.sha256}</Code>
            </td>
          </tr>
        ))}
      </ReportTable>
    </>
  );
}

export function HowCounted({ scorecard }: ReportOf<"scorecard">) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const messages = scorecard.totals.byFindings + scorecard.before.byFindings;
  return (
    <ul className={styles["how"]}>
      {(["correct", "complete", "inTime", "errors", "days", "try"] as const).map((name) => (
        <li key={name}>{t(`how.${name}`)}</li>
      ))}
      {messages > 0 && <li>{t("how.byFindings", { messages: figuresIn(language).number(messages) })}</li>}
    </ul>
  );
}
