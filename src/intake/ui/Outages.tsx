// When screening is away: what carriers are told then, who set that and why, and the log of outages by month.
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Outage, OutageFlights, OutagePolicy } from "../outage-contract.ts";
import {
  Answer,
  At,
  Code,
  DataTable,
  Dialog,
  formatNumber,
  formatPartialDate,
  Notice,
  Page,
  Panel,
  serverNow,
  useMay,
  useSurroundings,
  useTexts,
  type Column,
} from "#design/ui";
import { ChannelOutagesPanel } from "./channels/ChannelOutages.tsx";
import { intakeTexts } from "./intake-texts.ts";
import { levels, OutageForm } from "./OutageForm.tsx";
import styles from "./outage.module.css";
import { outageFlightsQuery, outagePolicyQuery, outagesQuery } from "./outage-queries.ts";
import { PlannedStopsPanel } from "./planned/PlannedStops.tsx";
import { monthOf, recentMonths } from "./quality-period.ts";

/** One screen for whoever answers for it and for whoever must know. */
export function OutagesScreen() {
  const t = useTexts(intakeTexts);
  const query = useQuery(outagePolicyQuery);
  const maySet = useMay("ask-outage-policy");
  const [setting, setSetting] = useState(false);
  return (
    <Page
      title={t("outage.title")}
      prints
      actions={
        maySet ? (
          <Button size="xs" onClick={() => setSetting(true)}>
            {t("outage.set")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {(policy) => (
          <div className={styles["part"]}>
            <InForce policy={policy} />
            <PlannedStopsPanel />
            <ChannelOutagesPanel />
            <ByLevel policy={policy} />
            <Log />
            <Before policy={policy} />
            <Dialog title={t("outage.set")} opened={setting} onClose={() => setSetting(false)}>
              <OutageForm
                key={policy.versions[0]?.id ?? "none"}
                now={policy}
                onDone={() => setSetting(false)}
              />
            </Dialog>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function InForce({ policy }: { policy: OutagePolicy }) {
  const t = useTexts(intakeTexts);
  const { away, level, inForce, says, versions, profile, waiting } = policy;
  const mayDecide = useMay("decide-jointly");
  const [latest] = versions;
  return (
    <Panel title={t("outage.now")}>
      {away === null ? (
        <p>{t("outage.there")}</p>
      ) : (
        <p className={styles["away"]}>
          <strong>{t("outage.away")}</strong> {t("outage.since")} <At instant={away.startedAt} day="always" />
          . {t("outage.touched", { travellers: away.travellers, flights: away.flights })}{" "}
          {t("outage.left", { count: away.left })}
        </p>
      )}
      <p>
        {t("outage.level")}: <strong>{t(`outage.level.${level}`)}</strong>
      </p>
      <p className={styles["says"]}>
        {t(away === null ? "outage.would" : "outage.told")} <Code>{says[inForce].code}</Code>{" "}
        <q translate="no" dir="ltr">
          {says[inForce].text}
        </q>
      </p>
      <p className={styles["dim"]}>
        {latest === undefined ? (
          t("outage.byProfile", { profile: profile.name })
        ) : (
          <>
            {t("outage.setBy")} <bdi>{latest.setBy.name}</bdi>, <At instant={latest.setAt} day="always" />:{" "}
            <bdi>{latest.reason}</bdi>
            {latest.agreedBy === null ? null : (
              <>
                {" "}
                {t("outage.agreedBy")} <bdi>{latest.agreedBy.name}</bdi>
              </>
            )}
          </>
        )}
      </p>
      {waiting === null ? null : (
        <p>
          <strong>{t("outage.waits")}</strong> {t(`outage.level.${waiting.level}`)},{" "}
          {t(`outage.policy.${waiting.policies[waiting.level]}`)} · <bdi>{waiting.askedBy.name}</bdi>,{" "}
          <At instant={waiting.askedAt} day="always" />: <bdi>{waiting.reason}</bdi>
          {mayDecide ? (
            <>
              {" "}
              <Link to="/approvals">{t("outage.waits.open")}</Link>
            </>
          ) : null}
        </p>
      )}
      <p className={styles["dim"]}>{t("outage.never")}</p>
    </Panel>
  );
}

function ByLevel({ policy }: { policy: OutagePolicy }) {
  const t = useTexts(intakeTexts);
  const { level, policies, profile } = policy;
  return (
    <Panel title={t("outage.byLevel")}>
      <table className={styles["levels"]}>
        <thead>
          <tr>
            <th scope="col">{t("outage.level")}</th>
            <th scope="col">{t("outage.column.policy")}</th>
            <th scope="col">{t("outage.column.permitted", { profile: profile.name })}</th>
          </tr>
        </thead>
        <tbody>
          {levels.map((one) => (
            <tr key={one} aria-current={one === level}>
              <th scope="row">
                {t(`outage.level.${one}`)} {one === level ? `(${t("outage.inForce")})` : null}
              </th>
              <td data-column={t("outage.column.policy")}>{t(`outage.policy.${policies[one]}`)}</td>
              <td data-column={t("outage.column.permitted", { profile: profile.name })}>
                {profile.permitted[one]
                  .map((each) =>
                    each === profile.usual[one]
                      ? `${t(`outage.policy.${each}`)} (${t("outage.usual")})`
                      : t(`outage.policy.${each}`),
                  )
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Log() {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const [month, setMonth] = useState(() => recentMonths(serverNow())[0] ?? "");
  const [opened, setOpened] = useState<string | null>(null);
  const period = useMemo(() => monthOf(month), [month]);
  const query = useQuery(outagesQuery(period));
  const number = (value: number): string => formatNumber(value, language);
  const columns: readonly Column<Outage>[] = [
    {
      id: "started",
      header: t("outage.column.started"),
      width: 190,
      names: true,
      sortBy: ({ startedAt }) => startedAt,
      cell: ({ id, startedAt }) => (
        <Button
          variant="transparent"
          size="compact-sm"
          aria-expanded={opened === id}
          onClick={() => setOpened(opened === id ? null : id)}
        >
          <At instant={startedAt} day="always" />
        </Button>
      ),
    },
    {
      id: "ended",
      header: t("outage.column.ended"),
      width: 190,
      cell: ({ endedAt }) => (endedAt === null ? t("outage.lasts") : <At instant={endedAt} day="always" />),
    },
    {
      id: "policies",
      header: t("outage.column.told"),
      cell: ({ policies }) => policies.map((each) => t.code("outage.policy", each)).join(", "),
    },
    {
      id: "flights",
      header: t("outage.column.flights"),
      width: 90,
      align: "end",
      cell: ({ flights }) => number(flights),
    },
    {
      id: "travellers",
      header: t("column.travellers"),
      width: 110,
      align: "end",
      cell: ({ travellers }) => number(travellers),
    },
    {
      id: "answers",
      header: t("outage.column.answers"),
      width: 100,
      align: "end",
      cell: ({ answers }) => number(answers),
    },
  ];
  return (
    <Panel title={t("outage.log")}>
      <div className={styles["period"]}>
        <Select
          label={t("outage.month")}
          allowDeselect={false}
          value={month}
          data={recentMonths(serverNow()).map((value) => ({
            value,
            label: formatPartialDate(value, language),
          }))}
          onChange={(value) => value !== null && setMonth(value)}
        />
      </div>
      <Answer query={query}>
        {({ outages }) => (
          <>
            {outages.length === 0 ? null : (
              <p className={styles["sums"]}>
                <span>{t("outage.sum.outages", { count: outages.length })}</span>
                <span>{t("outage.sum.flights", { count: sum(outages, "flights") })}</span>
                <span>{t("outage.sum.travellers", { count: sum(outages, "travellers") })}</span>
              </p>
            )}
            <DataTable
              caption={t("outage.log")}
              columns={columns}
              rows={outages}
              rowKey={({ id }) => id}
              view={month}
              detail={({ id }) => (id === opened ? <Flights id={id} /> : null)}
              empty={<Notice icon="check" title={t("outage.none")} />}
            />
          </>
        )}
      </Answer>
    </Panel>
  );
}

const sum = (outages: readonly Outage[], of: "flights" | "travellers"): number =>
  outages.reduce((total, outage) => total + outage[of], 0);

type Flight = OutageFlights["flights"][number];

function Flights({ id }: { id: string }) {
  const t = useTexts(intakeTexts);
  const mayOpen = useMay("view-flight");
  const query = useQuery(outageFlightsQuery(id));
  const name = ({ key, designator }: Flight) => <Code>{`${designator} ${key.slice(0, 10)}`}</Code>;
  return (
    <Answer query={query}>
      {({ flights }) => (
        <ul className={styles["versions"]}>
          {flights.map((flight) => (
            <li key={flight.key}>
              {mayOpen ? (
                <Link to="/f/$flightKey" params={{ flightKey: flight.key }}>
                  {name(flight)}
                </Link>
              ) : (
                name(flight)
              )}{" "}
              {t("outage.flight", { travellers: flight.travellers })}{" "}
              {flight.screenedAt === null ? (
                t("outage.flight.left")
              ) : (
                <>
                  {t("outage.flight.screened")} <At instant={flight.screenedAt} day="always" />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

function Before({ policy: { versions } }: { policy: OutagePolicy }) {
  const t = useTexts(intakeTexts);
  if (versions.length < 2) return null;
  return (
    <Panel title={t("outage.before")}>
      <ol className={styles["versions"]}>
        {versions.slice(1).map(({ id, level, policies, reason, setBy, setAt }) => (
          <li key={id}>
            {t(`outage.level.${level}`)}, {t(`outage.policy.${policies[level]}`)} ·{" "}
            <At instant={setAt} day="always" /> · <bdi>{setBy.name}</bdi>: <bdi>{reason}</bdi>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
