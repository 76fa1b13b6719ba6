// What was found in a message, as a list that leads to the marks: errors, warnings and notes with their place and basis.
import { Button, SegmentedControl, Select } from "@mantine/core";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { ReceiptDetail } from "../contract.ts";
import {
  Code,
  Notice,
  Sentence,
  SeverityMark,
  useShortcuts,
  useTexts,
  type FindingSeverity,
  type TranslateOf,
} from "#design/ui";
import { findingTexts } from "./finding-texts.ts";
import { basisOf } from "./basis.ts";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { revealIn } from "./revealing.ts";

type Finding = ReceiptDetail["findings"][number];
type Places = "segments" | "cells" | "persons";

/** Findings drawn at first and with each "more". */
const step = 100;
const severities = ["error", "warning", "info"] as const;

/** J and K go through the list; `chosen` is set off and brought into view. */
export function FindingList({
  findings,
  chosen,
  onChoose,
  places = "segments",
}: {
  findings: readonly Finding[];
  chosen: number | null;
  onChoose: (index: number) => void;
  /** What a finding is about: a segment, a cell of a table (row and column), or a field of the form of a person. */
  places?: Places;
}) {
  const t = useTexts(intakeTexts);
  const [severity, setSeverity] = useState<FindingSeverity | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [shown, setShown] = useState(step);
  const list = useRef<HTMLOListElement>(null);
  const all = useMemo(() => inOrder(findings), [findings]);
  const wanted = all.filter(
    ({ finding }) =>
      (severity === null || finding.severity === severity) && (code === null || finding.code === code),
  );
  const at = wanted.findIndex(({ index }) => index === chosen);
  // A mark that was pressed may lead to a finding further down than those drawn.
  const drawn = wanted.slice(0, Math.max(shown, at + 1));

  const go = (by: 1 | -1) => {
    const next = wanted[at === -1 ? (by === 1 ? 0 : wanted.length - 1) : at + by];
    if (next === undefined) return;
    onChoose(next.index);
    requestAnimationFrame(() =>
      list.current
        ?.querySelector<HTMLElement>(`[data-finding="${next.index}"]`)
        ?.focus({ preventScroll: true }),
    );
  };
  useShortcuts([
    { keys: "KeyJ", label: t("inspector.next"), run: () => go(1) },
    { keys: "KeyK", label: t("inspector.previous"), run: () => go(-1) },
  ]);
  useEffect(() => {
    if (chosen === null) return;
    const region = list.current;
    const item = region?.querySelector<HTMLElement>(`[data-finding="${chosen}"]`);
    if (region !== null && item !== null && item !== undefined) revealIn(region, item, "nearest");
  }, [chosen]);

  if (findings.length === 0) {
    return (
      <Notice icon="check" title={t("inspector.findings.none.title")}>
        {t("inspector.findings.none.text")}
      </Notice>
    );
  }
  return (
    <>
      <FindingFilter
        findings={findings}
        severity={severity}
        code={code}
        set={(nextSeverity, nextCode) => {
          setSeverity(nextSeverity);
          setCode(nextCode);
        }}
      />
      <ol ref={list} className={styles["findings"]}>
        {drawn.map(({ finding, index }) => (
          <FindingItem
            key={index}
            finding={finding}
            index={index}
            isChosen={index === chosen}
            onChoose={onChoose}
            places={places}
          />
        ))}
        {wanted.length > drawn.length ? (
          <li className={styles["moreFindings"]}>
            <Button size="xs" variant="default" onClick={() => setShown(drawn.length + step)}>
              {t("inspector.findings.more", { count: Math.min(step, wanted.length - drawn.length) })}
            </Button>
          </li>
        ) : null}
      </ol>
    </>
  );
}

/** Drawn anew only when it is chosen or left: going through hundreds of them stays quick. */
const FindingItem = memo(function FindingItem({
  finding,
  index,
  isChosen,
  onChoose,
  places,
}: {
  finding: Finding;
  index: number;
  isChosen: boolean;
  onChoose: (index: number) => void;
  places: Places;
}) {
  const basis = basisOf(finding.source);
  return (
    <li>
      <button
        type="button"
        data-finding={index}
        aria-current={isChosen ? "true" : undefined}
        onClick={() => onChoose(index)}
      >
        <span className={styles["findingHead"]}>
          <SeverityMark severity={finding.severity} quiet />
          <Code dim>{finding.code}</Code>
          <span className={styles["place"]}>
            <PlaceOf finding={finding} places={places} />
          </span>
        </span>
        <Sentence texts={findingTexts} said={finding} className={styles["findingText"]} />
        {basis === "" ? null : (
          <span className={styles["basis"]} lang="en" dir="ltr">
            {basis}
          </span>
        )}
      </button>
    </li>
  );
});

/** By severity, and by code: one fault in every traveller does not bury the others. Only what occurs is offered. */
function FindingFilter({
  findings,
  severity,
  code,
  set,
}: {
  findings: readonly Finding[];
  severity: FindingSeverity | null;
  code: string | null;
  set: (severity: FindingSeverity | null, code: string | null) => void;
}) {
  const t = useTexts(intakeTexts);
  const present = severities.filter((one) => findings.some((finding) => finding.severity === one));
  const offered = findings.filter((finding) => severity === null || finding.severity === severity);
  const codes = [...Map.groupBy(offered, (finding) => finding.code)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  if (present.length < 2 && codes.length < 2) return null;
  return (
    <div className={styles["findingBar"]}>
      {present.length < 2 ? null : (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t("inspector.findings.show")}
          value={severity ?? "all"}
          data={[
            { value: "all", label: t("inspector.findings.all") },
            ...present.map((one) => ({
              value: one,
              label: countText(one, findings.filter((finding) => finding.severity === one).length, t),
            })),
          ]}
          onChange={(value) => set(severities.find((one) => one === value) ?? null, null)}
        />
      )}
      {codes.length < 2 && code === null ? null : (
        <Select
          size="xs"
          aria-label={t("inspector.findings.code")}
          allowDeselect={false}
          value={code ?? ""}
          data={[
            { value: "", label: t("inspector.findings.codes") },
            ...codes.map(([one, group]) => ({ value: one, label: `${one} (${group.length})` })),
          ]}
          onChange={(value) => set(severity, value === null || value === "" ? null : value)}
        />
      )}
    </div>
  );
}

/** In the order of the message, what is about the whole of it first; each with its position in the list given. */
function inOrder(findings: readonly Finding[]): readonly { finding: Finding; index: number }[] {
  return findings
    .map((finding, index) => ({ finding, index }))
    .toSorted(
      (a, b) =>
        (a.finding.segment ?? 0) - (b.finding.segment ?? 0) ||
        (a.finding.offset ?? -1) - (b.finding.offset ?? -1),
    );
}

function PlaceOf({ finding, places }: { finding: Finding; places: Places }) {
  const t = useTexts(intakeTexts);
  const { segment, tag } = finding;
  const isWhole = segment === null || segment === 0;
  if (places === "persons") {
    const person = isWhole ? [] : [t("private.person", { number: segment })];
    return [...person, ...(tag === null ? [] : [tag])].join(" · ");
  }
  if (isWhole) return t("inspector.finding.whole");
  return (
    <>
      {places === "cells"
        ? t("manifest.place", { number: segment })
        : t("inspector.finding.segment", { ordinal: segment })}
      {tag === null || tag === "" ? null : (
        <>
          {" "}
          <Code>{tag}</Code>
        </>
      )}
    </>
  );
}

/** "3 errors", in the reader's language. */
export function countText(
  severity: FindingSeverity,
  count: number,
  t: TranslateOf<typeof intakeTexts>,
): string {
  if (severity === "error") return t("findings.errors", { count });
  return severity === "warning" ? t("findings.warnings", { count }) : t("findings.notes", { count });
}
