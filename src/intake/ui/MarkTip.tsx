// What a mark in the source means, beside it: on hover and when pressed; it stays while pointed at, Escape takes it away.
import { useEffect, useState, type MouseEvent, type RefObject } from "react";
import type { ReceiptDetail } from "../contract.ts";
import { Sentence, SeverityMark, useTexts } from "#design/ui";
import { findingTexts } from "./finding-texts.ts";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { cutReason } from "./marking.ts";

type Shown = {
  readonly findings: readonly number[];
  readonly cut: number | null;
  readonly left: number;
  readonly top: number;
  readonly bottom: number | null;
};

export type Tip = {
  readonly shown: Shown | null;
  readonly listeners: {
    readonly onMouseOver: (event: MouseEvent) => void;
    readonly onMouseLeave: () => void;
  };
};

const widest = 420;

/** Follows the pointer over the marks of a scrolling region. */
export function useMarkTip(region: RefObject<HTMLElement | null>): Tip {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") setShown(null);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [shown]);
  const onMouseOver = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target === null || target.closest('[role="tooltip"]') !== null) return;
    const mark = target.closest<HTMLElement>("mark");
    const place = region.current;
    if (mark === null || place === null) setShown(null);
    else setShown(tipFor(mark, place));
  };
  return { shown, listeners: { onMouseOver, onMouseLeave: () => setShown(null) } };
}

function tipFor(mark: HTMLElement, region: HTMLElement): Shown {
  const box = mark.getBoundingClientRect();
  const frame = region.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left - frame.left, region.clientWidth - widest - 16));
  // In the lower half the tip stands above its mark, so that it is never cut off.
  const above = box.top - frame.top > region.clientHeight / 2;
  return {
    findings: (mark.dataset["findings"] ?? "").split(" ").filter(Boolean).map(Number),
    cut: mark.dataset["cut"] === undefined ? null : Number(mark.dataset["cut"]),
    left: left + region.scrollLeft,
    top: box.bottom - frame.top + region.scrollTop,
    bottom: above ? region.clientHeight - (box.top - frame.top) - region.scrollTop : null,
  };
}

/** The tip itself. The same text stands in the list of findings and in the legend, for those who do not point. */
export function MarkTip({
  tip,
  findings,
  cuts,
}: {
  tip: Tip;
  findings: ReceiptDetail["findings"];
  cuts: NonNullable<ReceiptDetail["source"]>["cuts"];
}) {
  const t = useTexts(intakeTexts);
  const { shown } = tip;
  if (shown === null) return null;
  const reason = shown.cut === null ? null : cutReason(cuts[shown.cut]?.reason);
  return (
    <div
      role="tooltip"
      className={styles["tip"]}
      dir="auto"
      style={{
        left: shown.left,
        maxWidth: widest,
        ...(shown.bottom === null ? { top: shown.top } : { bottom: shown.bottom }),
      }}
    >
      {shown.findings.flatMap((index) => {
        const finding = findings[index];
        return finding === undefined
          ? []
          : [
              <p key={index}>
                <SeverityMark severity={finding.severity} quiet /> <bdi dir="ltr">{finding.code}</bdi>
                <Sentence texts={findingTexts} said={finding} />
              </p>,
            ];
      })}
      {reason === null ? null : (
        <p>
          <strong>{t(`cut.${reason}`)}</strong>
          <span>{t(`cut.${reason}.hint`)}</span>
        </p>
      )}
    </div>
  );
}
