// The segments of an explained message, one a line, each opening to its values and what they mean.
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { ExplainedMessage, ExplainedSegment } from "../explain-contract.ts";
import { Code, Sentence, SeverityMark, SeverityShape, useTexts, type FindingSeverity } from "#design/ui";
import { countText } from "./FindingList.tsx";
import { findingTexts } from "./finding-texts.ts";
import { grammarTexts } from "./grammar-texts.ts";
import { intakeTexts } from "./intake-texts.ts";
import { revealIn } from "./revealing.ts";
import styles from "./check.module.css";

/** The segment of a finding that was chosen; ordinal 0 stands for the envelope, which its tag tells apart. */
type ChosenPlace = { readonly segment: number; readonly tag: string };

const noFindings: ExplainedMessage["findings"] = [];

/**
 * One stop of the keyboard: arrows, Home and End go from segment to segment, Enter opens one. What an open one holds is drawn
 * when it is opened, so that a message of thousands of segments is there at once.
 */
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
  const [stop, setStop] = useState(0);
  const bySegment = useMemo(() => Map.groupBy(findings, placeOfFinding), [findings]);
  const at =
    chosen === null ? -1 : segments.findIndex((segment) => placeOf(segment) === placeOfFinding(chosen));
  useEffect(() => {
    const region = list.current;
    const place = region?.querySelector<HTMLDetailsElement>(`[data-at="${at}"]`);
    if (region === null || place === null || place === undefined) return;
    place.open = true;
    setStop(at);
    revealIn(region, place, "center");
  }, [at, chosen]);
  const { length } = segments;
  const go = useCallback(
    (event: KeyboardEvent, from: number) => {
      const next = stepOf(event.key, from, length);
      if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      list.current?.querySelector<HTMLElement>(`[data-at="${next}"] > summary`)?.focus();
    },
    [length],
  );
  return (
    <ol ref={list} className={styles["segments"]} aria-label={t("check.segments.label")}>
      {segments.map((segment, index) => (
        <Segment
          key={index}
          segment={segment}
          index={index}
          findings={bySegment.get(placeOf(segment)) ?? noFindings}
          isChosen={index === at}
          isStop={index === stop}
          onStop={setStop}
          onKey={go}
        />
      ))}
    </ol>
  );
}
/** A name or a purpose of the grammar, in the reader's language where there is one. */
function Told({ english, otherwise }: { english: string | null; otherwise: string }) {
  if (english === null) return otherwise;
  return <Sentence texts={grammarTexts} said={{ code: english, text: english }} />;
}

type Findings = ExplainedMessage["findings"];

/** Segments of the message by number, those of the envelope by tag. */
const placeKey = (ordinal: number, tag: string): string => (ordinal > 0 ? String(ordinal) : tag);
const placeOf = ({ ordinal, tag }: ExplainedSegment): string => placeKey(ordinal, tag);
const placeOfFinding = ({
  segment,
  tag,
}: {
  readonly segment: number | null;
  readonly tag: string | null;
}): string => placeKey(segment ?? 0, tag ?? "");

/** Where a key leads from a segment; null for keys that lead nowhere. */
function stepOf(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(count - 1, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

const Segment = memo(function Segment({
  segment,
  index,
  findings,
  isChosen,
  isStop,
  onStop,
  onKey,
}: {
  segment: ExplainedSegment;
  index: number;
  findings: Findings;
  isChosen: boolean;
  isStop: boolean;
  onStop: (index: number) => void;
  onKey: (event: KeyboardEvent, index: number) => void;
}) {
  const t = useTexts(intakeTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details
        data-at={index}
        data-chosen={isChosen || undefined}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary
          tabIndex={isStop ? 0 : -1}
          onFocus={() => onStop(index)}
          onKeyDown={(event) => onKey(event, index)}
        >
          <span className={styles["number"]}>{segment.ordinal === 0 ? "" : segment.ordinal}</span>
          <span className={styles["gutter"]}>
            <Worst findings={findings} />
          </span>
          <code dir="ltr" translate="no">
            <strong>{segment.text.slice(0, segment.tag.length)}</strong>
            {segment.text.slice(segment.tag.length)}
          </code>
          <span className={styles["purpose"]}>
            <Told english={segment.purpose ?? segment.name} otherwise={t("check.unknownSegment")} />
          </span>
        </summary>
        {isOpen ? <Values segment={segment} findings={findings} /> : null}
      </details>
    </li>
  );
});

const ranks: readonly FindingSeverity[] = ["error", "warning", "info"];

function Worst({ findings }: { findings: Findings }) {
  const t = useTexts(intakeTexts);
  const worst = ranks.find((severity) => findings.some((finding) => finding.severity === severity));
  if (worst === undefined) return null;
  const count = findings.filter(({ severity }) => severity === worst).length;
  return (
    <>
      <SeverityShape severity={worst} size={10} />
      <span className="spoken">{countText(worst, count, t)}</span>
    </>
  );
}

function Values({ segment, findings }: { segment: ExplainedSegment; findings: Findings }) {
  const t = useTexts(intakeTexts);
  const { name, path, mandatory, max, values } = segment;
  return (
    <div className={styles["values"]}>
      {findings.length === 0 ? null : (
        <ul className={styles["ofSegment"]}>
          {findings.map((finding, index) => (
            <li key={index}>
              <SeverityMark severity={finding.severity} quiet /> <Code dim>{finding.code}</Code>{" "}
              <Sentence texts={findingTexts} said={finding} />
            </li>
          ))}
        </ul>
      )}
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
                <td>
                  {value.id === null ? null : <Code dim>{value.id}</Code>}{" "}
                  <Told english={value.name} otherwise="" />
                </td>
                <td>
                  <Code>{value.value}</Code>
                </td>
                <td>
                  <Told english={value.meaning} otherwise="" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
