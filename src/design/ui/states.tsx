// What a list, panel or form shows when it is not simply full: loading, empty, refused, gone, failed, out of date.
import { Button } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { ApiProblem } from "./api-client.ts";
import { Icon, type IconName } from "./icons.tsx";
import { FilterBeforeContext, useLiveState } from "./live.tsx";
import { problemText } from "./problem-text.ts";
import styles from "./states.module.css";
import { useDesignTexts, useMay } from "./surroundings.tsx";
import { At } from "./time.tsx";

/** Skeleton rows after 150 ms: what comes faster shows nothing in between. */
export function Loading({ rows = 8 }: { rows?: number }) {
  const t = useDesignTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className={styles["loading"]}>
      <span className="spoken">{t("state.loading")}</span>
      {late
        ? Array.from({ length: rows }, (_, row) => (
            <span key={row} className={styles["bone"]} data-width={row % 4} />
          ))
        : null}
    </output>
  );
}

/** A state in words: what is not there, why, and what to do next. */
export function Notice({
  icon = "info",
  title,
  children,
  action,
  tone = "plain",
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: "plain" | "problem";
}) {
  return (
    <div className={styles["notice"]} data-tone={tone} role={tone === "problem" ? "alert" : undefined}>
      <span className={styles["icon"]}>
        <Icon name={icon} size={22} />
      </span>
      <p className={styles["title"]}>{title}</p>
      {children === undefined ? null : <div className={styles["text"]}>{children}</div>}
      {action === undefined ? null : <div className={styles["action"]}>{action}</div>}
    </div>
  );
}

/** Why something could not be loaded or done, with what to do: refused, not found, failed, no answer. */
export function ProblemNotice({ problem, retry }: { problem: Error; retry?: () => void }) {
  const t = useDesignTexts();
  const again =
    retry === undefined ? undefined : (
      <Button variant="default" size="xs" onClick={retry}>
        {t("state.retry")}
      </Button>
    );
  if (!(problem instanceof ApiProblem)) {
    return (
      <Notice title={t("state.error.title")} tone="problem" action={again}>
        {problem.message}
      </Notice>
    );
  }
  if (problem.status === 403) {
    return (
      <Notice icon="purpose" title={t("state.denied.title")} tone="problem">
        <p>{problemText(problem, t)}</p>
        {problem.policies.length === 0 ? null : (
          <p>
            {t("state.denied.text")} <code>{problem.policies.join(", ")}</code>
          </p>
        )}
        <p>{t("state.denied.ask")}</p>
      </Notice>
    );
  }
  if (problem.code === "record-deleted" && problem.because !== undefined) {
    const { date = "", certificate = "", profile = "", article = "" } = problem.because.values;
    return (
      <Notice icon="retention" title={t("state.deleted.title")}>
        <p>
          {t("state.deleted.text", { date, article })} <code>{profile}</code>
        </p>
        {certificate === "" ? null : (
          <p>
            {t("state.deleted.certificate")}: <code className={styles["reference"]}>{certificate}</code>
          </p>
        )}
      </Notice>
    );
  }
  if (problem.status === 404 || problem.status === 410) {
    return (
      <Notice icon="retention" title={t("state.missing.title")}>
        {t("state.missing.text")}
      </Notice>
    );
  }
  return (
    <Notice title={t("state.error.title")} tone="problem" action={again}>
      <p>{problem.status === 0 ? t("state.error.unreachable") : problemText(problem, t)}</p>
      {problem.reference === undefined ? null : (
        <p>
          {t("state.error.reference")}: <code className={styles["reference"]}>{problem.reference}</code>
        </p>
      )}
    </Notice>
  );
}

/** A form for those whose roles send it; everyone else is told at once, not after filling it in. */
export function ForThoseWhoMay({ action, children }: { action: string; children: ReactNode }) {
  return useMay(action) ? children : <ProblemNotice problem={notPermitted} />;
}

/** As the server refuses it (access/policies.ts). */
const notPermitted = new ApiProblem({
  status: 403,
  code: "not-permitted",
  detail: "",
  policies: ["no-policy-permits"],
});

/** A thin line over content that may be out of date while the feed is lost. */
export function StaleLine({ loadedAt }: { loadedAt: number }) {
  const t = useDesignTexts();
  const state = useLiveState();
  const [text = "", after = ""] = t("state.stale", { time: "\u0000" }).split("\u0000");
  if (state.kind !== "lost") return null;
  return (
    <output className={styles["stale"]}>
      <Icon name="clock" size={14} />
      <span>
        {text}
        <At instant={new Date(loadedAt).toISOString()} seconds />
        {after}
      </span>
    </output>
  );
}

/** Answers a query's three states: loading, problem, data. Data already shown stay while they are loaded again. */
export function Answer<Data>({
  query,
  rows,
  children,
}: {
  query: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly dataUpdatedAt: number;
    readonly isPlaceholderData?: boolean;
    readonly refetch: () => Promise<unknown>;
  };
  rows?: number;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        <StaleLine loadedAt={query.dataUpdatedAt} />
        <FilterBeforeContext value={query.isPlaceholderData === true}>
          {children(query.data)}
        </FilterBeforeContext>
      </>
    );
  }
  if (query.error !== null) return <ProblemNotice problem={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}

/**
 * A list without rows: nothing there yet, in the slice's words and with what to do, or nothing that fits the filter, with
 * the way back.
 */
export function EmptyList({
  icon,
  title,
  text,
  action,
  filtered,
  clear,
}: {
  icon: IconName;
  title: string;
  text?: string;
  action?: ReactNode;
  filtered: boolean;
  clear: () => void;
}) {
  const t = useDesignTexts();
  if (!filtered) {
    return (
      <Notice icon={icon} title={title} action={action}>
        {text}
      </Notice>
    );
  }
  return (
    <Notice
      icon="filter"
      title={t("state.filtered.title")}
      action={
        <Button size="xs" variant="default" onClick={clear}>
          {t("state.filtered.clear")}
        </Button>
      }
    />
  );
}
