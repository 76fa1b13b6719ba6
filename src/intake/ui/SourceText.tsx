// The redacted source, one segment a line, with what was found and what was removed marked in place.
import { memo, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import type { ReceiptDetail } from "../contract.ts";
import { SeverityShape, useDesignTexts, sentenceOf, useTexts, type FindingSeverity } from "#design/ui";
import { grammarTexts } from "./grammar-texts.ts";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { cutReason, type Chosen } from "./marking.ts";
import type { Line, Piece, SourceLayout } from "./marks.ts";
import { MarkTip, useMarkTip } from "./MarkTip.tsx";
import { revealIn } from "./revealing.ts";

type Source = NonNullable<ReceiptDetail["source"]>;
type Findings = ReceiptDetail["findings"];

/** Lines drawn together; what lies far outside the view is an empty height. */
const linesABlock = 150;
/** Pixels of one unwrapped line; the style sheet has the same. */
const lineHeight = 23;

/** A region that scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
const scrolls = { tabIndex: 0 };

/** The text. `chosen` is brought into view and set off; pressing a mark chooses what it stands for. */
export function SourceText({
  source,
  layout,
  findings,
  chosen,
  onChoose,
}: {
  source: Source;
  layout: SourceLayout;
  findings: Findings;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}) {
  const t = useTexts(intakeTexts);
  const scroller = useRef<HTMLElement>(null);
  const tip = useMarkTip(scroller);
  const line = lineOf(chosen, layout);
  const blocks = useMemo(() => blocksOf(layout.lines), [layout]);

  useEffect(() => {
    const region = scroller.current;
    if (region === null || line === null || chosen === null) return;
    // Its block may have to be drawn first: then the mark is there one frame later.
    const reveal = () => {
      const mark = region.querySelector("mark[data-chosen]");
      const place = mark ?? region.querySelector(`[data-line="${line}"]`);
      if (place !== null) revealIn(region, place, "center");
      return mark !== null;
    };
    if (reveal()) return;
    const block = region.querySelector(`[data-block="${blockOf(line)}"]`);
    if (block !== null) revealIn(region, block, "center");
    const frame = requestAnimationFrame(() => requestAnimationFrame(reveal));
    return () => cancelAnimationFrame(frame);
  }, [line, chosen]);

  const choose = (event: MouseEvent) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark") : null;
    if (mark === null) return;
    const found = (mark.dataset["findings"] ?? "").split(" ").filter((one) => one !== "");
    // Several findings on one value: each press goes to the next of them.
    const at = chosen?.kind === "finding" ? found.indexOf(String(chosen.index)) : -1;
    const next = found[(at + 1) % Math.max(1, found.length)];
    if (next !== undefined) onChoose({ kind: "finding", index: Number(next) });
    else if (mark.dataset["cut"] !== undefined) onChoose({ kind: "cut", index: Number(mark.dataset["cut"]) });
  };

  // For pointers only: the keyboard reaches every mark through the list of findings and the legend.
  const pointer = { ...tip.listeners, onClick: choose };
  return (
    <section
      ref={scroller}
      className={styles["source"]}
      aria-label={t("inspector.source")}
      dir="ltr"
      lang="zxx"
      translate="no"
      {...scrolls}
      {...pointer}
    >
      {blocks.map((lines, index) => (
        <Block
          key={index}
          index={index}
          lines={lines}
          findings={findings}
          cuts={source.cuts}
          chosen={blockOf(line) === index ? chosen : null}
          drawn={blocks.length === 1 || blockOf(line) === index}
        />
      ))}
      <MarkTip tip={tip} findings={findings} cuts={source.cuts} />
    </section>
  );
}

function lineOf(chosen: Chosen | null, layout: SourceLayout): number | null {
  if (chosen === null) return null;
  return (
    (chosen.kind === "finding" ? layout.lineOfFinding[chosen.index] : layout.lineOfCut[chosen.index]) ?? null
  );
}

/** The block a line is drawn in; none for no line. */
function blockOf(line: number | null): number {
  return line === null ? -1 : Math.floor(line / linesABlock);
}

function blocksOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const blocks: (readonly Line[])[] = [];
  for (let from = 0; from < lines.length; from += linesABlock)
    blocks.push(lines.slice(from, from + linesABlock));
  return blocks;
}

type BlockProps = {
  readonly index: number;
  readonly lines: readonly Line[];
  readonly findings: Findings;
  readonly cuts: Source["cuts"];
  readonly chosen: Chosen | null;
  readonly drawn: boolean;
};

/** Some lines, drawn once they come near the view; before that as high as they will about be. */
const Block = memo(function Block({ index, lines, findings, cuts, chosen, drawn }: BlockProps) {
  const place = useRef<HTMLOListElement>(null);
  const [near, setNear] = useState(drawn);
  if (drawn && !near) setNear(true);
  useEffect(() => {
    const element = place.current;
    if (element === null || near) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "800px" },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [near]);
  return (
    <ol
      ref={place}
      className={styles["lines"]}
      data-block={index}
      style={near ? undefined : { height: lines.length * lineHeight }}
    >
      {near
        ? lines.map((line, at) => (
            <SourceLine
              key={line.ordinal}
              at={index * linesABlock + at}
              line={line}
              findings={findings}
              cuts={cuts}
              chosen={chosen}
            />
          ))
        : null}
    </ol>
  );
});

function SourceLine({
  at,
  line,
  findings,
  cuts,
  chosen,
}: {
  at: number;
  line: Line;
  findings: Findings;
  cuts: Source["cuts"];
  chosen: Chosen | null;
}) {
  const grammar = useTexts(grammarTexts);
  const { purpose } = line;
  const told = (english: string) => sentenceOf(grammar, { code: english, text: english }) ?? english;
  const worst = worstOf(
    line.pieces.flatMap((piece) => piece.findings),
    findings,
  );
  return (
    <li data-line={at}>
      <span className={styles["number"]}>{line.ordinal}</span>
      <span className={styles["gutter"]}>
        {worst === undefined ? null : <SeverityShape severity={worst} size={10} />}
      </span>
      <code>
        {line.pieces.map((piece, index) => (
          <PieceText
            key={index}
            piece={piece}
            findings={findings}
            cuts={cuts}
            chosen={chosen}
            title={piece.part === "tag" && purpose !== null ? told(purpose) : undefined}
          />
        ))}
      </code>
    </li>
  );
}

function PieceText({
  piece,
  findings,
  cuts,
  chosen,
  title,
}: {
  piece: Piece;
  findings: Findings;
  cuts: Source["cuts"];
  chosen: Chosen | null;
  /** What the segment is for; what is marked says what the mark means instead. */
  title: string | undefined;
}) {
  const common = useDesignTexts();
  const t = useTexts(intakeTexts);
  const className = piece.part === "tag" ? styles["tag"] : undefined;
  if (piece.findings.length === 0 && piece.cut === null) {
    return (
      <span className={className} title={title}>
        {piece.text}
      </span>
    );
  }
  const severity = worstOf(piece.findings, findings);
  const isChosen =
    chosen !== null &&
    (chosen.kind === "finding" ? piece.findings.includes(chosen.index) : piece.cut === chosen.index);
  return (
    <mark
      className={className}
      {...(severity === undefined
        ? {}
        : { "data-severity": severity, "data-findings": piece.findings.join(" ") })}
      {...(piece.cut === null ? {} : { "data-cut": piece.cut })}
      {...(isChosen ? { "data-chosen": true } : {})}
    >
      {piece.text}
      <span className="spoken">
        {severity === undefined
          ? ""
          : ` (${common(`severity.${severity}`)}: ${piece.findings.map((one) => findings[one]?.code ?? "").join(", ")})`}
        {piece.cut === null
          ? ""
          : ` (${t("inspector.cut")}: ${t(`cut.${cutReason(cuts[piece.cut]?.reason)}`)})`}
      </span>
    </mark>
  );
}

const severities: readonly FindingSeverity[] = ["error", "warning", "info"];

function worstOf(on: readonly number[], findings: Findings): FindingSeverity | undefined {
  return severities.find((severity) => on.some((index) => findings[index]?.severity === severity));
}
