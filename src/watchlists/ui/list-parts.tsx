// Parts of a list and its versions as several screens show them.
import { Link } from "@tanstack/react-router";
import type { ListVersion, Watchlist } from "../contract.ts";
import {
  At,
  clockParts,
  formatDay,
  formatNumber,
  Icon,
  NoneShown,
  SeverityShape,
  useSurroundings,
  sentenceOf,
  useTexts,
  useTicking,
  zoneOffset,
} from "#design/ui";
import { listSentences } from "./list-sentences.ts";
import { freshnessOf, type Freshness } from "./freshness.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** State of a version: a sign and the word. */
export function VersionState({ state }: { state: ListVersion["state"] }) {
  const t = useTexts(watchlistTexts);
  return (
    <span className={styles["state"]} data-state={state}>
      {state === "active" ? <Icon name="check" size={13} /> : null}
      {state === "draft" ? <Icon name="person" size={13} /> : null}
      {state === "refused" ? <SeverityShape severity="error" /> : null}
      {state === "rolled-back" ? <Icon name="refresh" size={13} /> : null}
      {t(`state.${state}`)}
    </span>
  );
}

/** How fresh the list is, in words, with when it was last looked at. */
export function FreshnessWord({ list, long = false }: { list: Watchlist; long?: boolean }) {
  const t = useTexts(watchlistTexts);
  const sentences = useTexts(listSentences);
  // Looked at again each minute: a fetch becomes late by the mere passing of time.
  const minute = useTicking((now) => Math.floor(now / 60_000)) * 60_000;
  const fresh = freshnessOf(list, minute);
  const at = "at" in fresh ? fresh.at : null;
  return (
    <span
      className={styles["fresh"]}
      data-kind={fresh.kind}
      title={"said" in fresh ? (sentenceOf(sentences, fresh.said) ?? fresh.said.text) : undefined}
    >
      {isWrong(fresh) ? <SeverityShape severity="warning" /> : null}
      {fresh.kind === "fresh" ? <Icon name="check" size={13} /> : null}
      <span>{t(`fresh.${fresh.kind}`)}</span>
      {at === null ? null : (
        <span className={styles["dim"]}>
          <At instant={at} />
        </span>
      )}
      {long && "everyHours" in fresh ? (
        <span className={styles["dim"]}>{t("fresh.every", { count: fresh.everyHours })}</span>
      ) : null}
    </span>
  );
}

/** Whether a person should look after the list's source. */
export function isWrong(fresh: Freshness): boolean {
  return fresh.kind === "failed" || fresh.kind === "refused" || fresh.kind === "late";
}

/** Who keeps the list. */
export function KindWord({ kind }: { kind: Watchlist["kind"] }) {
  const t = useTexts(watchlistTexts);
  return <span title={t(`kind.${kind}.hint`)}>{t(`kind.${kind}`)}</span>;
}

/** A number of entries as the language writes it; nothing instead of a zero where that reads better. */
export function Count({ value, sign, dashed = false }: { value: number; sign?: string; dashed?: boolean }) {
  const { language } = useSurroundings();
  if (value === 0 && dashed) return <NoneShown />;
  return (
    <bdi dir="ltr">
      {value === 0 ? "" : (sign ?? "")}
      {formatNumber(value, language)}
    </bdi>
  );
}

/** The day of an instant in the unit's zone; the whole instant on hover. */
export function Day({ instant }: { instant: string }) {
  const { language, zone } = useSurroundings();
  const parts = clockParts(instant, zone);
  if (parts === undefined) return <NoneShown />;
  return (
    <time
      dateTime={instant}
      title={`${formatDay(parts, language)} ${parts.time} ${zoneOffset(instant, zone)}`}
    >
      {formatDay(parts, language, true)}
    </time>
  );
}

/** What a version changes, in one line. */
export function VersionCounts({ version }: { version: ListVersion }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  return (
    <span>
      {t("version.counts", {
        entries: number(version.entries),
        added: number(version.added),
        changed: number(version.changed),
        removed: number(version.removed),
      })}
    </span>
  );
}

/** The number of a version as a link to it. */
export function VersionLink({
  listId,
  version,
  opens = false,
}: {
  listId: string;
  version: number;
  opens?: boolean;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <Link
      to="/w/$listId/version/$version"
      params={{ listId, version: String(version) }}
      {...(opens ? { "data-opens": true } : {})}
    >
      {t("version.number", { version })}
    </Link>
  );
}
