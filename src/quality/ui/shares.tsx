// Shares as text and as a mark on a line from nothing to all: the number, its interval, its counts, and whether they are few.
import type { ReactNode } from "react";
import { formatNumber, formatRate, formatShare, useSurroundings, useTexts, type Language } from "#design/ui";
import type { Groups, Share } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import styles from "./quality.module.css";

/** Fewer than these say little, whatever their share. */
const few = 30;

/** `share` of a hundred, `rate` of a thousand. */
export type Scale = "share" | "rate";

/** A share in the reader's figures; a dash of none. */
export function shareText(value: number | null, scale: Scale, language: Language): string {
  if (value === null) return "–";
  return scale === "share" ? formatShare(value, language) : `${formatRate(value * 1000, language)} ‰`;
}

/** The interval of a share, as one text. */
export function intervalText({ low, high }: Share, scale: Scale, language: Language): string {
  if (low === null || high === null) return "–";
  return `${shareText(low, scale, language)} – ${shareText(high, scale, language)}`;
}

/** Share, interval and mark of one row of a table, the counts and what is to be said of them. */
export function ShareCells({
  share,
  scale = "share",
  most = 1,
  note,
}: {
  share: Share;
  scale?: Scale;
  /** Where the line of the mark ends. */
  most?: number;
  note?: ReactNode;
}) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const counts = {
    count: formatNumber(share.count, language),
    of: formatNumber(share.of, language),
  };
  return (
    <>
      <td className={styles["figure"]}>
        <strong>{shareText(share.share, scale, language)}</strong>
      </td>
      <td className={styles["figure"]}>
        <bdi>{intervalText(share, scale, language)}</bdi>
      </td>
      <td className={styles["figure"]}>{t("of", { part: counts.count, whole: counts.of })}</td>
      <td className={styles["chart"]} aria-hidden="true">
        <Mark share={share} most={most} />
      </td>
      <td className={styles["remark"]}>
        {note}
        {share.of > 0 && share.of < few ? <span className={styles["few"]}>{t("few")}</span> : null}
      </td>
    </>
  );
}

/** The interval as a bar and the share as a stroke in it. */
function Mark({ share: { share, low, high }, most }: { share: Share; most: number }) {
  if (share === null || low === null || high === null) return null;
  const at = (value: number): string => `${Math.min(100, (value / most) * 100)}%`;
  return (
    <span className={styles["line"]}>
      <span
        className={styles["interval"]}
        style={{ insetInlineStart: at(low), inlineSize: `calc(${at(high)} - ${at(low)})` }}
      />
      <span className={styles["point"]} style={{ insetInlineStart: at(share) }} />
    </span>
  );
}

/** A table whose rows are shares; it scrolls by itself where the window is narrow. */
export function ShareTable({
  caption,
  first,
  scale = "share",
  children,
}: {
  caption: string;
  /** What the rows are. */
  first: string;
  scale?: Scale;
  children: ReactNode;
}) {
  const t = useTexts(qualityTexts);
  return (
    <Scrolling label={caption}>
      <table className={styles["table"]}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{t(scale === "share" ? "column.share" : "column.rate")}</th>
            <th scope="col">{t("column.interval")}</th>
            <th scope="col">{t("column.counts")}</th>
            <th scope="col" aria-hidden="true" />
            <th scope="col">
              <span className="spoken">{t("column.remark")}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scrolling>
  );
}

/** What scrolls takes the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
export function Scrolling({ label, children }: { label: string; children: ReactNode }) {
  const scrolls = { tabIndex: 0, role: "group" };
  return (
    <div className={styles["scroll"]} aria-label={label} {...scrolls}>
      {children}
    </div>
  );
}

/** Groups of alerts; the small ones as one row. */
export function GroupTable({
  caption,
  first,
  groups,
  name,
}: {
  caption: string;
  first: string;
  groups: Groups;
  name: (group: string) => string;
}) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const { shown, folded } = groups;
  return (
    <ShareTable caption={caption} first={first}>
      {shown.map(({ group, ...share }) => (
        <tr key={group}>
          <th scope="row">{name(group)}</th>
          <ShareCells share={share} />
        </tr>
      ))}
      {folded === null ? null : (
        <tr>
          <th scope="row">{t("folded", { number: formatNumber(folded.groups, language) })}</th>
          <ShareCells share={folded} note={t("folded.note")} />
        </tr>
      )}
      {shown.length === 0 && folded === null ? (
        <tr>
          <td colSpan={6}>{t("none")}</td>
        </tr>
      ) : null}
    </ShareTable>
  );
}
