// Before a second person decides: the alerts that a version or a proposal would raise, how many, of what, on which flights.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Forecast } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  Fact,
  Facts,
  formatNumber,
  Icon,
  NoneShown,
  Notice,
  Panel,
  problemText,
  RefusalNotice,
  useDesignTexts,
  useMay,
  useSurroundings,
  useTexts,
} from "#design/ui";
import { forecastAgain, forecastQuery, type Forecasted } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** The whole forecast: the two windows in numbers, then the flights; while it is worked on, how far it has come. */
export function ForecastPanel({ of, waits }: { of: Forecasted; waits: boolean }) {
  const t = useTexts(watchlistTexts);
  const query = useQuery(forecastQuery(of));
  return (
    <Panel title={t("forecast.title")}>
      <Answer query={query}>
        {({ forecast }) =>
          forecast === null ? (
            <p className={styles["dim"]}>{t("forecast.none")}</p>
          ) : (
            <div className={styles["forecast"]}>
              <Standing of={of} forecast={forecast} waits={waits} />
              <Numbers forecast={forecast} />
              <Flights forecast={forecast} />
            </div>
          )
        }
      </Answer>
      {query.data?.forecast === null && waits ? <Again of={of} /> : null}
    </Panel>
  );
}

/** The same in one line, for the last look before the decision. */
export function ForecastLine({ of }: { of: Forecasted }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const { data } = useQuery(forecastQuery(of));
  const forecast = data?.forecast ?? null;
  if (forecast === null) return null;
  if (forecast.state !== "done")
    return (
      <p className={styles["lacking"]}>
        {t(forecast.state === "failed" ? "forecast.failed" : "forecast.notYet")}
      </p>
    );
  const number = (value: number) => formatNumber(value, language);
  return (
    <p>
      {t("forecast.line", { coming: number(forecast.coming.alerts), past: number(forecast.past.alerts) })}
    </p>
  );
}

function Standing({ of, forecast, waits }: { of: Forecasted; forecast: Forecast; waits: boolean }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  const { state, flights, flightsDone, travellers, finishedAt } = forecast;
  return (
    <div className={styles["forecastState"]}>
      {state === "waiting" ? <output>{t("forecast.waiting")}</output> : null}
      {state === "running" ? (
        <>
          <output>{t("forecast.running", { done: number(flightsDone), flights: number(flights) })}</output>
          <progress max={Math.max(1, flights)} value={flightsDone} aria-label={t("forecast.progress")} />
        </>
      ) : null}
      {state === "failed" ? (
        <Notice icon="info" title={t("forecast.failed")}>
          {t("forecast.failed.text")}
        </Notice>
      ) : null}
      {state === "done" ? (
        <p className={styles["dim"]}>
          {t("forecast.done", { travellers: number(travellers), flights: number(flights) })}{" "}
          {finishedAt === null ? null : <At instant={finishedAt} day="always" />}
        </p>
      ) : null}
      {waits && (state === "done" || state === "failed") ? <Again of={of} /> : null}
    </div>
  );
}

function Again({ of }: { of: Forecasted }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: () => forecastAgain(of),
    onSuccess: (answer) => queries.setQueryData(forecastQuery(of).queryKey, answer),
  });
  return (
    <>
      {asking.error === null ? null : (
        <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Button size="xs" variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
        {t("forecast.again")}
      </Button>
    </>
  );
}

function Numbers({ forecast }: { forecast: Forecast }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  return (
    <Facts>
      {(["coming", "past"] as const).map((window) => (
        <Fact key={window} label={t(`forecast.${window}`)}>
          <Window window={forecast[window]} />
        </Fact>
      ))}
      {forecast.suppressed === 0 ? null : (
        <Fact label={t("forecast.suppressed")}>{number(forecast.suppressed)}</Fact>
      )}
      {forecast.withdrawn === 0 ? null : (
        <Fact label={t("forecast.withdrawn")}>{number(forecast.withdrawn)}</Fact>
      )}
    </Facts>
  );
}

function Window({ window: { alerts, strong, byCategory } }: { window: Forecast["coming"] }) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  if (alerts === 0) return <span>{t("forecast.noAlerts")}</span>;
  return (
    <>
      <strong>{t("forecast.alerts", { count: alerts, number: number(alerts) })}</strong>
      {strong === 0 ? null : <span> {t("forecast.strong", { number: number(strong) })}</span>}
      <ul className={styles["forecastCategories"]}>
        {byCategory.map(({ category, alerts: count }) => (
          <li key={category ?? ""}>
            {category === null ? t("forecast.noCategory") : t.code("category", category)}:{" "}
            <bdi>{number(count)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Flights({ forecast: { byFlight, more } }: { forecast: Forecast }) {
  const t = useTexts(watchlistTexts);
  const mayFlight = useMay("view-flight");
  if (byFlight.length === 0) return null;
  return (
    <>
      <table className={styles["plain"]}>
        <caption className="spoken">{t("forecast.flights")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("forecast.flight")}</th>
            <th scope="col">{t("forecast.due")}</th>
            <th scope="col">{t("forecast.expected")}</th>
            <th scope="col">{t("forecast.persons")}</th>
          </tr>
        </thead>
        <tbody>
          {byFlight.map((row) => (
            <tr key={row.flight}>
              <th scope="row">
                {mayFlight ? (
                  <Link to="/f/$flightKey" params={{ flightKey: row.flight }}>
                    <Code>{row.designator}</Code>
                  </Link>
                ) : (
                  <Code>{row.designator}</Code>
                )}{" "}
                <bdi className={styles["dim"]}>
                  {row.origin} {row.destination}
                </bdi>
              </th>
              <td>
                {row.dueAt === null ? <NoneShown /> : <At instant={row.dueAt} day="always" />}{" "}
                {row.coming ? null : <span className={styles["dim"]}>{t("forecast.over")}</span>}
              </td>
              <td>{row.alerts}</td>
              <td>
                <Persons row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more ? <p className={styles["foot"]}>{t("forecast.more", { count: byFlight.length })}</p> : null}
    </>
  );
}

/** Ways to the persons' pages, where a purpose is asked for and names stand; nobody else is led there. */
function Persons({ row }: { row: Forecast["byFlight"][number] }) {
  const t = useTexts(watchlistTexts);
  if (row.persons.length === 0) {
    return (
      <span className={styles["dim"]}>
        <Icon name="person" size={13} /> {t("forecast.personsHidden")}
      </span>
    );
  }
  return (
    <ul className={styles["forecastPersons"]}>
      {row.persons.map(({ person, entryId }) => (
        <li key={`${person} ${entryId}`}>
          <Link to="/p/$personKey" params={{ personKey: person }}>
            {t("forecast.person")}
          </Link>{" "}
          <Code>{entryId}</Code>
        </li>
      ))}
    </ul>
  );
}
