// The segments of an explained message, one a line, each opening to its values and what they mean.
import { useEffect, useRef } from "react";
import type { ExplainedMessage, ExplainedSegment } from "../explain-contract.ts";
import { Code, Sentence, SeverityShape, useTexts, type FindingSeverity } from "#design/ui";
import { grammarTexts } from "./grammar-texts.ts";
import { intakeTexts } from "./intake-texts.ts";
import { revealIn } from "./revealing.ts";
import styles from "./check.module.css";

/** The segment of a finding that was chosen; ordinal 0 stands for the envelope, which its tag tells apart. */
type ChosenPlace = { readonly segment: number; readonly tag: string };

export function ExplainedSegments({
  segments,
  findings,
  chosen,
}: {
  segments: readonly ExplainedSegment[];
  findings: ExplainedMessage["findings"];
  chosen: ChosenPlace | null;
}) {
  const t = useTexts(intakeTexts);
  const list = useRef<HTMLOListElement>(null);
  const at =
    chosen === null
      ? -1
      : segments.findIndex(
          ({ ordinal, tag }) => ordinal === chosen.segment && (ordinal > 0 || tag === chosen.tag),
        );
  useEffect(() => {
    const region = list.current;
    const place = region?.querySelector<HTMLDetailsElement>(`[data-at="${at}"]`);
    if (region === null || place === null || place === undefined) return;
    place.open = true;
    revealIn(region, place, "center");
  }, [at, chosen]);
  return (
    <ol ref={list} className={styles["segments"]} aria-label={t("check.segments.label")}>
      {segments.map((segment, index) => (
        <li key={index}>
          <details data-at={index} data-chosen={index === at || undefined}>
            <summary>
              <span className={styles["number"]}>{segment.ordinal === 0 ? "" : segment.ordinal}</span>
              <span className={styles["gutter"]}>
                <Worst segment={segment} findings={findings} />
              </span>
              <code dir="ltr" translate="no">
                <strong>{segment.text.slice(0, segment.tag.length)}</strong>
                {segment.text.slice(segment.tag.length)}
              </code>
              <span className={styles["purpose"]}>
                <Told english={segment.purpose ?? segment.name} otherwise={t("check.unknownSegment")} />
              </span>
            </summary>
            <Values segment={segment} />
          </details>
        </li>
      ))}
    </ol>
  );
}

/** A name or a purpose of the grammar, in the reader's language where there is one. */
function Told({ english, otherwise }: { english: string | null; otherwise: string }) {
  if (english === null) return otherwise;
  return <Sentence texts={grammarTexts} said={{ code: english, text: english }} />;
}

const ranks: readonly FindingSeverity[] = ["error", "warning", "info"];

function Worst({ segment, findings }: { segment: ExplainedSegment; findings: ExplainedMessage["findings"] }) {
  if (segment.ordinal === 0) return null;
  const worst = ranks.find((severity) =>
    findings.some((finding) => finding.segment === segment.ordinal && finding.severity === severity),
  );
  return worst === undefined ? null : <SeverityShape severity={worst} size={10} />;
}

function Values({ segment }: { segment: ExplainedSegment }) {
  const t = useTexts(intakeTexts);
  const { name, path, mandatory, max, values } = segment;
  return (
    <div className={styles["values"]}>
      <p>
        <Told english={name} otherwise="" />
        {path.length === 0 ? null : <> · {path.map((step) => step.replace(/ (\d+)$/, " #$1")).join(" › ")}</>}
      </p>
      <p>
        {t(mandatory ? "check.mandatory" : "check.conditional")}
        {max === null ? null : <> · {t("check.max", { count: max })}</>}
      </p>
      {values.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("check.place")}</th>
              <th scope="col">{t("check.element")}</th>
              <th scope="col">{t("check.value")}</th>
              <th scope="col">{t("check.meaning")}</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={value.place}>
                <td>{value.place}</td>
                <td lang="en" dir="ltr">
                  {value.id === null ? null : <Code dim>{value.id}</Code>} {value.name}
                </td>
                <td>
                  <Code>{value.value}</Code>
                </td>
                <td lang="en" dir="ltr">
                  {value.meaning}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
