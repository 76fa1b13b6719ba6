// The history of one person, compiled from the ledger: who did what with their data, and who was given them.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent } from "react";
import type { PersonActs } from "#rights/contract";
import {
  At,
  Code,
  DataTable,
  EmptyList,
  Fact,
  Facts,
  formatNumber,
  NoneShown,
  Page,
  Panel,
  problemText,
  PurposeGate,
  RefusalNotice,
  useDesignTexts,
  usePurpose,
  useSurroundings,
  useTexts,
  type Column,
} from "#design/ui";
import type { SubjectQuestion } from "../subject-contract.ts";
import styles from "./ledger.module.css";
import { oversightTexts } from "./oversight-texts.ts";
import { compileFor, compileHistory } from "./queries.ts";

const here = getRouteApi("/signed-in/ledger/subject");

/** By who they are, or for the request of somebody about their own data, whose identity was confirmed there. */
export function SubjectHistoryScreen() {
  const t = useTexts(oversightTexts);
  const { request } = here.useSearch();
  return (
    <Page
      title={t("history.title")}
      trail={
        request === undefined
          ? [{ label: t("ledger.title"), link: (label) => <Link to="/ledger">{label}</Link> }]
          : [
              {
                label: t("history.request"),
                link: (label) => (
                  <Link to="/rights/$requestId" params={{ requestId: request }}>
                    {label}
                  </Link>
                ),
              },
            ]
      }
    >
      <PurposeGate>{() => (request === undefined ? <Search /> : <OfRequest id={request} />)}</PurposeGate>
    </Page>
  );
}

const fields = ["surname", "given", "birthDate", "number", "issuer"] as const;
type Given = Readonly<Record<(typeof fields)[number], string>>;
const nothing: Given = { surname: "", given: "", birthDate: "", number: "", issuer: "" };

function Search() {
  const t = useTexts(oversightTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const [given, setGiven] = useState<Given>(nothing);
  const compiling = useMutation({ mutationFn: () => compileHistory(questionOf(given), purpose) });
  const lacks = given.surname.trim() === "" || !/^\d{4}-\d{2}-\d{2}$/.test(given.birthDate.trim());
  return (
    <>
      <Panel title={t("history.who")}>
        <form
          className={styles["form"]}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (!lacks) compiling.mutate();
          }}
        >
          <p className={styles["dim"]}>{t("history.intro")}</p>
          {compiling.error === null ? null : (
            <RefusalNotice problem={compiling.error} say={(problem) => problemText(problem, t, common)} />
          )}
          <div className={styles["fields"]}>
            {fields.map((field) => (
              <TextInput
                key={field}
                size="sm"
                label={t(`history.${field}`)}
                placeholder={field === "birthDate" ? "1984-03-11" : undefined}
                maxLength={field === "issuer" ? 3 : field === "number" ? 40 : 120}
                autoComplete="off"
                value={given[field]}
                onChange={({ currentTarget: { value } }) =>
                  setGiven((before) => ({ ...before, [field]: value }))
                }
              />
            ))}
          </div>
          <div>
            <Button type="submit" disabled={lacks} loading={compiling.isPending}>
              {t("history.compile")}
            </Button>
          </div>
        </form>
      </Panel>
      {compiling.data === undefined ? null : <History found={compiling.data} />}
    </>
  );
}

function questionOf(given: Given): SubjectQuestion {
  const text = (value: string): string | null => (value.trim() === "" ? null : value.trim());
  const number = text(given.number);
  return {
    surname: given.surname.trim(),
    given: text(given.given),
    birthDate: given.birthDate.trim(),
    document: number === null ? null : { number, issuer: given.issuer.trim().toUpperCase() },
  };
}

function OfRequest({ id }: { id: string }) {
  const t = useTexts(oversightTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const compiling = useMutation({ mutationFn: () => compileFor(id, purpose) });
  return (
    <>
      <Panel title={t("history.request")}>
        <p className={styles["dim"]}>{t("history.request.intro")}</p>
        {compiling.error === null ? null : (
          <RefusalNotice problem={compiling.error} say={(problem) => problemText(problem, t, common)} />
        )}
        <Button loading={compiling.isPending} onClick={() => compiling.mutate()}>
          {t("history.compile")}
        </Button>
      </Panel>
      {compiling.data === undefined ? null : <History found={compiling.data} />}
    </>
  );
}

type Act = PersonActs["acts"][number];

function History({ found }: { found: PersonActs }) {
  const t = useTexts(oversightTexts);
  const { language } = useSurroundings();
  const common = useDesignTexts();
  const counts = useMemo(() => Map.groupBy(found.acts, ({ kind }) => kind), [found]);
  const columns = useMemo<readonly Column<Act>[]>(
    () => [
      { id: "at", header: t("column.at"), width: 130, cell: (act) => <At instant={act.at} seconds /> },
      { id: "kind", header: t("history.kind"), width: 110, cell: (act) => t(`kind.${act.kind}`) },
      {
        id: "action",
        header: t("column.action"),
        width: 240,
        names: true,
        cell: (act) => t.code("action", act.action),
      },
      {
        id: "actor",
        header: t("column.actor"),
        width: 150,
        cell: ({ actor }) =>
          actor.id.startsWith("system:") ? (
            <span className={styles["dim"]}>{t("actor.system")}</span>
          ) : (
            <bdi>{actor.name}</bdi>
          ),
      },
      {
        id: "purpose",
        header: t("column.purpose"),
        width: 150,
        cell: (act) => (act.purpose === null ? <NoneShown /> : common.code("purpose", act.purpose)),
      },
      {
        id: "ground",
        header: t("history.ground"),
        width: 160,
        cell: (act) => (act.ground === null ? <NoneShown /> : <Code>{act.ground}</Code>),
      },
      {
        id: "recipient",
        header: t("history.recipient"),
        cell: (act) => (act.recipient === null ? <NoneShown /> : <Code>{act.recipient}</Code>),
      },
      {
        id: "seq",
        header: t("column.number"),
        width: 70,
        align: "end",
        cell: (act) => formatNumber(act.seq, language),
      },
    ],
    [t, common, language],
  );
  return (
    <div className={styles["history"]} data-history>
      <Panel title={t("history.found")}>
        <Facts>
          <Fact label={t("history.records")}>{formatNumber(found.records, language)}</Fact>
          {[...counts].map(([kind, acts]) => (
            <Fact key={kind} label={t(`kind.${kind}`)}>
              {formatNumber(acts.length, language)}
            </Fact>
          ))}
        </Facts>
        {found.cut ? <p>{t("history.cut")}</p> : null}
      </Panel>
      <Panel title={t("history.recipients")}>
        {found.recipients.length === 0 ? (
          <p className={styles["dim"]}>{t("history.recipients.none")}</p>
        ) : (
          <Facts>
            {found.recipients.map(({ recipient, times, last }) => (
              <Fact key={recipient} label={recipient}>
                {formatNumber(times, language)} · <At instant={last} />
              </Fact>
            ))}
          </Facts>
        )}
      </Panel>
      <DataTable
        caption={t("history.acts")}
        columns={columns}
        rows={found.acts}
        rowKey={keyOf}
        view="history"
        empty={
          <EmptyList
            icon="ledger"
            title={t("history.none.title")}
            text={t("history.none.text")}
            filtered={false}
            clear={() => undefined}
          />
        }
      />
    </div>
  );
}

const keyOf = (act: Act): string => String(act.seq);
