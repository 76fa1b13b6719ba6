// A manifest as a table with what was found in which cell: a marked cell leads to its finding, a finding to its cell.
import { Switch } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ManifestShown } from "../explain-contract.ts";
import type { ReceiptDetail } from "../contract.ts";
import { formatNumber, SeverityShape, useSurroundings, useTexts, type FindingSeverity } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import { revealIn } from "./revealing.ts";
import styles from "./manifest.module.css";

type Finding = ReceiptDetail["findings"][number];
/** What was found at one place: the worst of it, and where the first of it stands in the list. */
type Mark = { readonly severity: FindingSeverity; readonly index: number; readonly count: number };

const ranks: readonly FindingSeverity[] = ["error", "warning", "info"];
/** A region that scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
const scrolls = { tabIndex: 0 };

export function ManifestTable({
  manifest,
  findings,
  chosen,
  onChoose,
}: {
  manifest: ManifestShown;
  findings: readonly Finding[];
  chosen: number | null;
  onChoose: (index: number) => void;
}) {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const [faultyOnly, setFaultyOnly] = useState(false);
  const region = useRef<HTMLElement>(null);
  const marks = useMemo(() => marksOf(manifest, findings), [manifest, findings]);
  const isFaulty = ({ number }: ManifestShown["rows"][number]) => marks.rows.has(number);
  const faulty = manifest.rows.filter(isFaulty).length;
  const place = chosen === null ? null : keyOf(manifest, findings[chosen]);
  useEffect(() => {
    const cell = region.current?.querySelector(`[data-cell="${CSS.escape(place ?? "")}"]`);
    if (region.current === null || cell === null || cell === undefined) return;
    revealIn(region.current, cell, "center");
    revealAcross(region.current, cell);
  }, [place, chosen]);
  const rows = faultyOnly ? manifest.rows.filter(isFaulty) : manifest.rows;
  const cell = (key: string, text: string) => {
    const mark = marks.cells.get(key);
    return mark === undefined ? (
      <bdi>{text}</bdi>
    ) : (
      <MarkedCell text={text} mark={mark} isChosen={key === place} onChoose={() => onChoose(mark.index)} />
    );
  };
  return (
    <div className={styles["manifest"]}>
      <p className={styles["bar"]}>
        <span>
          {t("manifest.rows", { count: manifest.rowCount }).replace(
            String(manifest.rowCount),
            formatNumber(manifest.rowCount, language),
          )}
          {manifest.rowCount > manifest.rows.length
            ? `, ${t("manifest.shown", { count: manifest.rows.length })}`
            : ""}
        </span>
        {faulty === 0 || faulty === manifest.rows.length ? null : (
          <Switch
            size="xs"
            label={t("manifest.faultyOnly", { count: faulty })}
            checked={faultyOnly}
            onChange={(event) => setFaultyOnly(event.currentTarget.checked)}
          />
        )}
      </p>
      <section ref={region} className={styles["region"]} aria-label={t("manifest.caption")} {...scrolls}>
        <table>
          <caption className="spoken">{t("manifest.caption")}</caption>
          <thead>
            <tr>
              <th scope="col" data-cell={`${manifest.header} `}>
                {cell(`${manifest.header} `, t("manifest.row"))}
              </th>
              {manifest.columns.map(({ name, en, az }, at) => (
                <th
                  key={`${name} ${at}`}
                  scope="col"
                  data-cell={`${manifest.header} ${name}`}
                  title={(language === "az" ? az : en) ?? t("manifest.unknownColumn")}
                >
                  {cell(`${manifest.header} ${name}`, name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number}>
                <th scope="row" data-cell={`${number} `}>
                  {cell(`${number} `, String(number))}
                </th>
                {manifest.columns.map(({ name }, at) => (
                  <td key={`${name} ${at}`} data-cell={`${number} ${name}`}>
                    {cell(`${number} ${name}`, cells[at] ?? "")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function MarkedCell({
  text,
  mark,
  isChosen,
  onChoose,
}: {
  text: string;
  mark: Mark;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const t = useTexts(intakeTexts);
  return (
    <button
      type="button"
      className={styles["marked"]}
      data-severity={mark.severity}
      aria-current={isChosen ? "true" : undefined}
      onClick={onChoose}
    >
      <SeverityShape severity={mark.severity} size={10} />
      {text === "" ? <span className={styles["empty"]}>{t("manifest.emptyCell")}</span> : <bdi>{text}</bdi>}
      <span className="spoken"> {t("manifest.found", { count: mark.count })}</span>
    </button>
  );
}

/** `3 birth_date`; without a column of the table the row as a whole, without a row the table: `1 `. */
function keyOf(manifest: ManifestShown, finding: Finding | undefined): string | null {
  if (finding === undefined) return null;
  const known = manifest.columns.some(({ name }) => name === finding.tag);
  return `${finding.segment === null || finding.segment === 0 ? manifest.header : finding.segment} ${known ? finding.tag : ""}`;
}

function marksOf(manifest: ManifestShown, findings: readonly Finding[]) {
  const cells = new Map<string, Mark>();
  const rows = new Set<number>();
  for (const [index, finding] of findings.entries()) {
    const key = keyOf(manifest, finding) ?? "";
    const before = cells.get(key);
    const worse = before === undefined || ranks.indexOf(finding.severity) < ranks.indexOf(before.severity);
    cells.set(key, {
      severity: worse ? finding.severity : before.severity,
      index: worse ? index : before.index,
      count: (before?.count ?? 0) + 1,
    });
    if (finding.segment !== null) rows.add(finding.segment);
  }
  return { cells, rows };
}

/** Sideways, past the column of row numbers that stays. */
function revealAcross(region: HTMLElement, cell: Element): void {
  const [box, frame] = [cell.getBoundingClientRect(), region.getBoundingClientRect()];
  const margin = 90;
  if (box.left < frame.left + margin) region.scrollLeft += box.left - frame.left - margin;
  else if (box.right > frame.right - margin) region.scrollLeft += box.right - frame.right + margin;
}
