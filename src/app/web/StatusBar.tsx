// The line at the bottom: is what I see live, and since when.
import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "#access/ui";
import { clockParts, useLiveState, useSurroundings, useTexts } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

/** State of the connection in words, with a mark whose shape changes with it. */
export function StatusBar() {
  const t = useTexts(shellTexts);
  const { zone } = useSurroundings();
  const state = useLiveState();
  const installation = useQuery(installationQuery).data;
  const time = clockParts(state.since, zone)?.time ?? "";
  return (
    <footer className={styles["status"]} aria-label={t("status.label")}>
      <output
        data-state={state.kind}
        title={state.kind === "connected" ? t("status.connected.hint", { time }) : undefined}
      >
        <svg width="9" height="9" viewBox="0 0 10 10" aria-hidden="true">
          {state.kind === "connected" ? (
            <circle cx="5" cy="5" r="4" fill="currentColor" />
          ) : state.kind === "connecting" ? (
            <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
          ) : (
            <path d="M1 1l8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.8" />
          )}
        </svg>
        {t(`status.${state.kind}`, { time })}
      </output>
      <span className={styles["gap"]} />
      {installation === undefined ? null : (
        <>
          <span>{installation.unit}</span>
          <span>{t("status.version", { version: installation.version })}</span>
        </>
      )}
    </footer>
  );
}
