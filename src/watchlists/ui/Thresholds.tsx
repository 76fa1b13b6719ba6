// From which probability a match is an alert, by category: in force, proposed and tried, decided by another person, and before.
import { Button, NumberInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Thresholds, ThresholdTable } from "../contract.ts";
import {
  Answer,
  At,
  Dialog,
  formatNumber,
  formatScore,
  Panel,
  problemText,
  RefusalNotice,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  useSurroundings,
  useTexts,
} from "#design/ui";
import { decideThresholds, proposeThresholds, thresholdsQuery, withdrawThresholds } from "./queries.ts";
import { thresholdTexts } from "./threshold-texts.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** The table in force, what waits with its trial, and the way to propose others. */
export function ThresholdsPart() {
  const query = useQuery(thresholdsQuery);
  return <Answer query={query}>{(table) => <Table table={table} />}</Answer>;
}

function Table({ table }: { table: ThresholdTable }) {
  const th = useTexts(thresholdTexts);
  const maySet = useMay("set-thresholds");
  const [proposing, setProposing] = useState(false);
  return (
    <div className={`${styles["forecast"]} ${styles["insideTab"]}`}>
      <p className={styles["dim"]}>{th("thresholds.text")}</p>
      {table.waiting === null ? null : <Waiting table={table} waiting={table.waiting} />}
      <Panel title={th("thresholds.inForce")}>
        <Values
          alert={table.active?.alert ?? table.shipped}
          byCategory={table.active?.byCategory ?? {}}
          categories={table.categories}
        />
        {table.active === null ? (
          <p className={styles["dim"]}>{th("thresholds.shipped")}</p>
        ) : (
          <History of={table.active} />
        )}
        {maySet && table.waiting === null ? (
          <Button size="xs" variant="default" onClick={() => setProposing(true)}>
            {th("thresholds.propose")}
          </Button>
        ) : null}
      </Panel>
      {table.before.length === 0 ? null : (
        <Panel title={th("thresholds.before")}>
          <ul className={styles["links"]}>
            {table.before.map((one) => (
              <li key={one.version}>
                <History of={one} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Dialog title={th("thresholds.propose")} opened={proposing} onClose={() => setProposing(false)}>
        <ProposeForm table={table} onDone={() => setProposing(false)} />
      </Dialog>
    </div>
  );
}

function Values({
  alert,
  byCategory,
  categories,
}: {
  alert: number;
  byCategory: Thresholds["byCategory"];
  categories: readonly string[];
}) {
  const t = useTexts(watchlistTexts);
  const th = useTexts(thresholdTexts);
  const { language } = useSurroundings();
  const all = [...new Set([...Object.keys(byCategory), ...categories])].sort();
  return (
    <table className={styles["plain"]}>
      <caption className="spoken">{th("thresholds.values")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("entry.column.category")}</th>
          <th scope="col">{th("thresholds.from")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{th("thresholds.usual")}</th>
          <td>{formatScore(alert, language)}</td>
        </tr>
        {all.map((category) => (
          <tr key={category}>
            <th scope="row">{t.code("category", category)}</th>
            <td>
              {byCategory[category] === undefined ? (
                <span className={styles["dim"]}>{th("thresholds.asUsual")}</span>
              ) : (
                formatScore(byCategory[category], language)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function History({ of: one }: { of: Thresholds }) {
  const t = useTexts(watchlistTexts);
  const th = useTexts(thresholdTexts);
  return (
    <p className={styles["dim"]}>
      {t("version.number", { version: one.version })}, {th(`thresholds.${one.state}`)}.{" "}
      {th("thresholds.proposedBy")} <bdi>{one.proposed.by}</bdi>,{" "}
      <At instant={one.proposed.at} day="always" />: <bdi>{one.reason}</bdi>
      {one.decided === null ? null : (
        <>
          {" "}
          <bdi>{one.decided.by}</bdi>, <At instant={one.decided.at} day="always" />:{" "}
          <bdi>{one.decided.reason}</bdi>
        </>
      )}
    </p>
  );
}

/** What waits: the values, what they come to on recent traffic, and the decision of another person. */
function Waiting({ table, waiting }: { table: ThresholdTable; waiting: Thresholds }) {
  const t = useTexts(watchlistTexts);
  const th = useTexts(thresholdTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const me = useMe();
  const mayDecide = useMay("decide-thresholds");
  const [asking, setAsking] = useState<"approve" | "refuse" | "withdraw" | null>(null);
  const mine = waiting.proposed.byId === me;
  const submit = async (reason: string) => {
    if (asking === "withdraw") await withdrawThresholds(waiting.version, reason);
    else await decideThresholds(waiting.version, { approve: asking === "approve", reason });
    setAsking(null);
    say(th("thresholds.done"));
    await queries.invalidateQueries({ queryKey: thresholdsQuery.queryKey });
  };
  return (
    <Panel title={th("thresholds.proposed")}>
      <Values alert={waiting.alert} byCategory={waiting.byCategory} categories={table.categories} />
      <History of={waiting} />
      <Trial trial={waiting.trial} />
      {mine ? <p>{th("thresholds.mine")}</p> : null}
      <div className={styles["buttons"]}>
        {mayDecide && !mine ? (
          <>
            <Button size="xs" disabled={waiting.trial.state !== "done"} onClick={() => setAsking("approve")}>
              {th("thresholds.approve")}
            </Button>
            <Button size="xs" variant="default" onClick={() => setAsking("refuse")}>
              {th("thresholds.refuse")}
            </Button>
          </>
        ) : null}
        {mine ? (
          <Button size="xs" variant="default" onClick={() => setAsking("withdraw")}>
            {th("thresholds.takeBack")}
          </Button>
        ) : null}
      </div>
      <Dialog title={th("thresholds.proposed")} opened={asking !== null} onClose={() => setAsking(null)}>
        <TextForm
          label={t("links.reason")}
          hint={th("thresholds.reason.hint")}
          submit={th(
            asking === "approve"
              ? "thresholds.approve"
              : asking === "refuse"
                ? "thresholds.refuse"
                : "thresholds.takeBack",
          )}
          lacking={t("remove.lacking")}
          maxLength={2000}
          say={(problem) => problemText(problem, th, common)}
          onSubmit={submit}
        />
      </Dialog>
    </Panel>
  );
}

function Trial({ trial }: { trial: Thresholds["trial"] }) {
  const t = useTexts(watchlistTexts);
  const th = useTexts(thresholdTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  const done = { done: number(trial.flightsDone), flights: number(trial.flights) };
  if (trial.state === "failed") return <p className={styles["lacking"]}>{t("forecast.failed")}</p>;
  if (trial.state !== "done") {
    return (
      <>
        <output>{t(trial.state === "waiting" ? "forecast.waiting" : "forecast.running", done)}</output>
        <progress
          max={Math.max(1, trial.flights)}
          value={trial.flightsDone}
          aria-label={t("forecast.progress")}
        />
      </>
    );
  }
  return (
    <>
      <p>
        {th("thresholds.trial", { travellers: number(trial.travellers), flights: number(trial.flights) })}
      </p>
      <table className={styles["plain"]}>
        <caption className="spoken">{th("thresholds.trial.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("entry.column.category")}</th>
            <th scope="col">{th("thresholds.now")}</th>
            <th scope="col">{th("thresholds.then")}</th>
          </tr>
        </thead>
        <tbody>
          {trial.byCategory.map((row) => (
            <tr key={row.category ?? ""}>
              <th scope="row">
                {row.category === null ? t("forecast.noCategory") : t.code("category", row.category)}
              </th>
              <td>{number(row.now)}</td>
              <td>{number(row.proposed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {trial.byCategory.length === 0 ? <p className={styles["dim"]}>{th("thresholds.trial.none")}</p> : null}
    </>
  );
}

type Draft = { readonly alert: number; readonly byCategory: Readonly<Record<string, number>> };

/** As strengths are shown everywhere; an empty field of a category leaves it as the others. */
function ProposeForm({ table, onDone }: { table: ThresholdTable; onDone: () => void }) {
  const t = useTexts(watchlistTexts);
  const th = useTexts(thresholdTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const id = useId();
  const [draft, setDraft] = useState<Draft>({
    alert: table.active?.alert ?? table.shipped,
    byCategory: table.active?.byCategory ?? {},
  });
  const [reason, setReason] = useState("");
  const [lacking, setLacking] = useState(false);
  const proposing = useMutation({
    mutationFn: () => proposeThresholds({ ...draft, byCategory: { ...draft.byCategory }, reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: thresholdsQuery.queryKey });
      onDone();
      say(th("thresholds.proposedSaid"));
    },
  });
  const set = (category: string, typed: number | string) => {
    const { [category]: _, ...others } = draft.byCategory;
    const byCategory = typeof typed === "number" ? { ...others, [category]: typed } : others;
    setDraft({ ...draft, byCategory });
  };
  const categories = [...new Set([...table.categories, ...Object.keys(draft.byCategory)])].sort();
  return (
    <form
      className={styles["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const short = reason.trim().length < 3;
        setLacking(short);
        if (!short) proposing.mutate();
      }}
    >
      {proposing.error === null ? null : (
        <RefusalNotice problem={proposing.error} say={(problem) => problemText(problem, th, common)} />
      )}
      <NumberInput
        label={th("thresholds.usual")}
        description={th("thresholds.bounds")}
        min={0.02}
        max={0.99}
        step={0.01}
        decimalScale={2}
        value={draft.alert}
        onChange={(value) => {
          if (typeof value === "number") setDraft({ ...draft, alert: value });
        }}
      />
      {categories.map((category) => (
        <NumberInput
          key={category}
          label={t.code("category", category)}
          placeholder={th("thresholds.asUsual")}
          min={0.02}
          max={0.99}
          step={0.01}
          decimalScale={2}
          value={draft.byCategory[category] ?? ""}
          onChange={(value) => set(category, value)}
        />
      ))}
      <Textarea
        id={id}
        label={t("links.reason")}
        description={th("thresholds.reason.hint")}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        error={lacking ? t("remove.lacking") : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={proposing.isPending}>
          {th("thresholds.submit")}
        </Button>
      </div>
    </form>
  );
}
