// Whom a breach concerns: what was open, how many that were, and on a stated purpose who they are; counted, never typed.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent } from "react";
import {
  At,
  Code,
  DataTable,
  EmptyList,
  Fact,
  Facts,
  formatNumber,
  instantIn,
  Panel,
  problemText,
  PurposeGate,
  RefusalNotice,
  useMay,
  usePurpose,
  useSurroundings,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { BreachAffected, BreachFile, BreachMeans, BreachSelector } from "../breach-contract.ts";
import { breachMeans, breachTables } from "../contract.ts";
import { affectedBy, sendReach } from "./console-queries.ts";
import { consoleTexts } from "./console-texts.ts";
import styles from "./console.module.css";

type Translate = TranslateOf<typeof consoleTexts>;
type Affected = BreachAffected["affected"][number];

/** What was counted last, and the way to those who are meant. */
export function ReachPanel({ file }: { file: BreachFile }) {
  const t = useTexts(consoleTexts);
  const { language } = useSurroundings();
  const mayList = useMay("view-subject-history");
  const { reach } = file;
  if (reach === null) return null;
  return (
    <Panel title={t("reach.title")}>
      <Facts>
        <Fact label={t("reach.persons")}>{formatNumber(reach.persons, language)}</Fact>
        <Fact label={t("reach.records")}>{formatNumber(reach.records, language)}</Fact>
        <Fact label={t("reach.since")}>{reach.since === null ? null : <At instant={reach.since} />}</Fact>
        <Fact label={t("reach.counted")}>
          <At instant={reach.at} /> · <bdi>{reach.by}</bdi>
        </Fact>
        <Fact label="SHA-256">
          <Code>{reach.hash.slice(0, 32)}</Code>
        </Fact>
      </Facts>
      <ol className={styles["open"]}>
        {reach.selectors.map((selector, index) => (
          <li key={`${index} ${selector.by}`}>
            <Opened selector={selector} />
          </li>
        ))}
      </ol>
      {reach.listKept ? null : <p className={styles["dim"]}>{t("reach.listGone")}</p>}
      {mayList && reach.persons > 0 && reach.listKept ? (
        <details>
          <summary>{t("reach.who")}</summary>
          <PurposeGate>{() => <WhoPart key={reach.hash} id={file.row.id} />}</PurposeGate>
        </details>
      ) : null}
    </Panel>
  );
}

function Opened({ selector }: { selector: BreachSelector }) {
  const t = useTexts(consoleTexts);
  return (
    <>
      {t(`reach.by.${selector.by}`)}: <bdi>{meantBy(t, selector)}</bdi> · <At instant={selector.since} />
      {selector.until === null ? null : (
        <>
          {" – "}
          <At instant={selector.until} />
        </>
      )}
    </>
  );
}

function meantBy(t: Translate, { by, account, origin, destination, table }: BreachSelector): string {
  if (by === "account") return account ?? t("reach.everybody");
  if (by === "route") return `${origin ?? "*"} → ${destination ?? "*"}`;
  return t(`reach.table.${table ?? "travellers"}`);
}

function WhoPart({ id }: { id: string }) {
  const t = useTexts(consoleTexts);
  const { purpose } = usePurpose();
  const [shown, setShown] = useState<readonly Affected[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  const asking = useMutation({
    mutationFn: () => affectedBy(id, next, purpose),
    onSuccess: (found) => {
      setShown((before) => [...before, ...found.affected]);
      setNext(found.next);
    },
  });
  const more = !asking.isSuccess || next !== null;
  return (
    <div className={styles["page"]}>
      {asking.error === null ? null : (
        <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t)} />
      )}
      {shown.length === 0 ? null : (
        <DataTable
          caption={t("reach.who")}
          columns={columns}
          rows={shown}
          rowKey={(row) => row.person}
          empty={
            <EmptyList
              icon="check"
              title={t("reach.nobody")}
              text=""
              filtered={false}
              clear={() => undefined}
            />
          }
        />
      )}
      {more ? (
        <div>
          <Button variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
            {t(shown.length === 0 ? "reach.show" : "reach.more")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function columnsOf(t: Translate): readonly Column<Affected>[] {
  return [
    {
      id: "flight",
      header: t("reach.flight"),
      names: true,
      width: 200,
      cell: (row) =>
        row.key === null || row.flight === null ? (
          t(`reach.kind.${row.kind}`)
        ) : (
          <Link to="/p/$personKey" params={{ personKey: row.key }} data-opens>
            <bdi translate="no">{row.flight}</bdi>
          </Link>
        ),
    },
    {
      id: "person",
      header: t("reach.person"),
      width: 170,
      cell: (row) => <Code>{row.person.slice(-12)}</Code>,
    },
    { id: "records", header: t("reach.records"), width: 110, cell: (row) => row.records },
    {
      id: "since",
      header: t("reach.since"),
      width: 160,
      cell: (row) => <At instant={row.since} />,
    },
    {
      id: "by",
      header: t("reach.found"),
      cell: (row) => row.foundBy.map((index) => index + 1).join(", "),
    },
  ];
}

const none = { account: "", origin: "", destination: "", since: "", until: "" };
const anAirport = /^[A-Za-z]{3}$/;

/** What was open, one after the other; then the count. */
export function ReachForm({ file }: { file: BreachFile }) {
  const t = useTexts(consoleTexts);
  const queries = useQueryClient();
  const { purpose } = usePurpose();
  const [chosen, setChosen] = useState<readonly BreachSelector[]>(file.reach?.selectors ?? []);
  const [by, setBy] = useState<BreachMeans>("account");
  const [table, setTable] = useState<(typeof breachTables)[number]>("travellers");
  const [given, setGiven] = useState(none);
  const put = (field: keyof typeof none) => (value: string) =>
    setGiven((now) => ({ ...now, [field]: value }));
  const { zone } = useSurroundings();
  const selector = selectorOf({ by, table, ...given }, zone);
  // What stands in the fields counts too: nobody has to add the only one first.
  const counted = selector === null ? chosen : [...chosen, selector];
  const [lacking, setLacking] = useState(false);
  const counting = useMutation({
    mutationFn: () => sendReach(file.row.id, { version: file.version, selectors: [...counted] }, purpose),
    onSuccess: () => {
      setChosen(counted);
      setGiven(none);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["breach"] }),
  });
  return (
    <Panel title={t("reach.form")}>
      <PurposeGate>
        {() => (
          <form
            className={styles["form"]}
            noValidate
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              setLacking(counted.length === 0);
              if (counted.length > 0) counting.mutate();
            }}
          >
            <p className={styles["dim"]}>{t("reach.about")}</p>
            {counting.error === null ? null : (
              <RefusalNotice problem={counting.error} say={(problem) => problemText(problem, t)} />
            )}
            {chosen.length === 0 ? null : (
              <ol className={styles["open"]}>
                {chosen.map((one, index) => (
                  <li key={`${index} ${one.by}`}>
                    <Opened selector={one} />{" "}
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t("reach.remove", { number: index + 1 })}
                      onClick={() => setChosen(chosen.filter((_each, at) => at !== index))}
                    >
                      {t("reach.remove.short")}
                    </Button>
                  </li>
                ))}
              </ol>
            )}
            <NativeSelect
              label={t("reach.by")}
              value={by}
              data={breachMeans.map((value) => ({ value, label: t(`reach.by.${value}`) }))}
              onChange={({ currentTarget: { value } }) =>
                setBy(breachMeans.find((one) => one === value) ?? "account")
              }
            />
            {by === "account" ? (
              <TextInput
                label={t("reach.account")}
                description={t("reach.account.hint")}
                value={given.account}
                maxLength={120}
                autoComplete="off"
                onChange={({ currentTarget: { value } }) => put("account")(value)}
              />
            ) : null}
            {by === "route" ? (
              <div className={styles["two"]}>
                {(["origin", "destination"] as const).map((field) => (
                  <TextInput
                    key={field}
                    label={t(`reach.${field}`)}
                    value={given[field]}
                    maxLength={3}
                    autoComplete="off"
                    onChange={({ currentTarget: { value } }) => put(field)(value)}
                  />
                ))}
              </div>
            ) : null}
            {by === "table" ? (
              <NativeSelect
                label={t("reach.by.table")}
                value={table}
                data={breachTables.map((value) => ({ value, label: t(`reach.table.${value}`) }))}
                onChange={({ currentTarget: { value } }) =>
                  setTable(breachTables.find((one) => one === value) ?? "travellers")
                }
              />
            ) : null}
            <div className={styles["two"]}>
              {(["since", "until"] as const).map((field) => (
                <TextInput
                  key={field}
                  type="datetime-local"
                  label={t(`reach.open.${field}`)}
                  description={t(`reach.open.${field}.hint`, { zone })}
                  value={given[field]}
                  onChange={({ currentTarget: { value } }) => put(field)(value)}
                />
              ))}
            </div>
            <div className={styles["row"]}>
              <Button
                variant="default"
                onClick={() => {
                  setLacking(selector === null);
                  if (selector === null) return;
                  setChosen([...chosen, selector]);
                  setGiven(none);
                }}
              >
                {t("reach.add")}
              </Button>
              <Button type="submit" loading={counting.isPending}>
                {t("reach.count")}
              </Button>
            </div>
            <p role="alert" className={styles["lacking"]}>
              {lacking ? t(by === "route" ? "reach.lacking.route" : "reach.lacking") : null}
            </p>
          </form>
        )}
      </PurposeGate>
    </Panel>
  );
}

/** As typed, or null while it lacks something. Times are of the unit's zone, as everywhere on the screens. */
function selectorOf(
  given: typeof none & { readonly by: BreachMeans; readonly table: (typeof breachTables)[number] },
  zone: string,
): BreachSelector | null {
  const { by, table } = given;
  const airport = (text: string) => (anAirport.test(text.trim()) ? text.trim().toUpperCase() : null);
  const since = instantIn(given.since, zone);
  if (since === null) return null;
  const [origin, destination] = [airport(given.origin), airport(given.destination)];
  if (by === "route" && origin === null && destination === null) return null;
  return {
    by,
    account: by === "account" && given.account.trim() !== "" ? given.account.trim() : null,
    origin: by === "route" ? origin : null,
    destination: by === "route" ? destination : null,
    table: by === "table" ? table : null,
    since,
    until: instantIn(given.until, zone),
  };
}
