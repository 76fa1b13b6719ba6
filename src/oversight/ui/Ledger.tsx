// The ledger: who did what to what, when and for which purpose; each entry as it was hashed; the chain verified in place.
import { Button, Popover, Select, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { LedgerRow, LedgerVerification } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  CopyButton,
  DataTable,
  Dialog,
  EmptyList,
  FilterField,
  formatNumber,
  Icon,
  nextPage,
  NoneShown,
  Notice,
  Page,
  ProblemNotice,
  useDesignTexts,
  useMay,
  useSurroundings,
  useTexts,
  type Column,
  type Language,
  type TranslateOf,
} from "#design/ui";
import styles from "./ledger.module.css";
import { oversightTexts } from "./oversight-texts.ts";
import { exportAddress, filterNames, ledgerQuery, verifyLedger, type LedgerFilter } from "./queries.ts";
import { en } from "./texts/en.ts";
import type { Purpose } from "#vocabulary";

const here = getRouteApi("/signed-in/ledger");

/** The ledger: its entries for who may read them; for who may only verify it, that. */
export function LedgerScreen() {
  const t = useTexts(oversightTexts);
  const mayRead = useMay("view-ledger");
  const mayVerify = useMay("verify-ledger");
  // Who may do neither is told so by the server, with the policy that decided.
  if (mayRead || !mayVerify) return <Entries />;
  return (
    <Page title={t("ledger.title")}>
      <Notice icon="ledger" title={t("verify.start")} action={<Verification />}>
        {t("verify.only")}
      </Notice>
    </Page>
  );
}

/** The entries at their address: the filter stands in the address, so that a finding can be sent to somebody. */
function Entries() {
  const t = useTexts(oversightTexts);
  const common = useDesignTexts();
  const filter = here.useSearch();
  const navigate = useNavigate({ from: "/ledger" });
  const mayCompile = useMay("view-subject-history");
  const query = useInfiniteQuery(ledgerQuery(filter));
  const { language } = useSurroundings();
  const [open, setOpen] = useState<number | null>(null);
  const columns = useMemo(
    () =>
      columnsOf(t, language, {
        purposeWord: (purpose) => common.code("purpose", purpose),
        open,
        toggle: (seq) => setOpen((now) => (now === seq ? null : seq)),
      }),
    [t, language, common, open],
  );
  const set = (change: LedgerFilter) => {
    const next = { ...filter, ...change };
    void navigate({
      search: Object.fromEntries(
        filterNames.flatMap((name) => (next[name] === undefined ? [] : [[name, next[name]]])),
      ),
      replace: true,
    });
  };
  return (
    <Page
      title={t("ledger.title")}
      fills
      actions={
        <>
          <Button size="xs" variant="default" component="a" href={exportAddress(filter)} download>
            {t("export.start")}
          </Button>
          {mayCompile ? <Link to="/ledger/subject">{t("history.title")}</Link> : null}
          <Verification />
        </>
      }
    >
      <Answer query={query} rows={14}>
        {({ pages }) => (
          <DataTable
            caption={t("ledger.caption")}
            columns={columns}
            rows={pages.flatMap((page) => page.entries)}
            rowKey={keyOf}
            view={`${JSON.stringify(filter)} ${pages.length}`}
            fills
            bar={<Filters filter={filter} set={set} actions={pages[0]?.actions ?? []} />}
            empty={
              <EmptyList
                icon="ledger"
                title={t("ledger.empty.title")}
                text={t("ledger.empty.text")}
                filtered={Object.keys(filter).length > 0}
                clear={() => void navigate({ search: {}, replace: true })}
              />
            }
            detail={(row) => (row.seq === open ? <Entry row={row} /> : null)}
            more={nextPage(query)}
          />
        )}
      </Answer>
    </Page>
  );
}

function Filters({
  filter,
  set,
  actions,
}: {
  filter: LedgerFilter;
  set: (change: LedgerFilter) => void;
  actions: readonly string[];
}) {
  const t = useTexts(oversightTexts);
  return (
    <>
      <FilterField
        label={t("ledger.actor")}
        short={t("ledger.actor.short")}
        value={filter.actor ?? ""}
        when="on-enter"
        onAsk={(actor) => set({ actor: actor === "" ? undefined : actor })}
      />
      <Select
        size="xs"
        w={290}
        searchable
        aria-label={t("ledger.action")}
        value={filter.action ?? ""}
        allowDeselect={false}
        data={[
          { value: "", label: t("ledger.action.all") },
          ...actions.map((action) => ({ value: action, label: `${t.code("action", action)} · ${action}` })),
        ]}
        onChange={(value) => set({ action: value === null || value === "" ? undefined : value })}
      />
      <FilterField
        slash={false}
        label={t("ledger.subject")}
        short={t("ledger.subject.short")}
        value={filter.subject ?? ""}
        when="on-enter"
        onAsk={(subject) => set({ subject: subject === "" ? undefined : subject })}
      />
      <Popover position="bottom-end" shadow="md" withinPortal>
        <Popover.Target>
          <Button size="xs" variant="default">
            {t("filter.more")}
            {moreNames.some((name) => filter[name] !== undefined) ? " •" : ""}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <More filter={filter} set={set} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

const moreNames = ["kind", "purpose", "ground", "profile", "from", "to"] as const;
type MoreName = (typeof moreNames)[number];

/** The rest of the filter, asked for together. */
function More({ filter, set }: { filter: LedgerFilter; set: (change: LedgerFilter) => void }) {
  const t = useTexts(oversightTexts);
  const common = useDesignTexts();
  const [given, setGiven] = useState<Readonly<Record<MoreName, string>>>(() => ({
    kind: filter.kind ?? "",
    purpose: filter.purpose ?? "",
    ground: filter.ground ?? "",
    profile: filter.profile ?? "",
    from: filter.from ?? "",
    to: filter.to ?? "",
  }));
  const change = (name: MoreName) => (value: string | null) =>
    setGiven((before) => ({ ...before, [name]: value ?? "" }));
  const text = (name: MoreName, type: "text" | "date" = "text") => (
    <TextInput
      size="xs"
      type={type}
      label={t(`filter.${name}`)}
      value={given[name]}
      maxLength={120}
      onChange={({ currentTarget: { value } }) => change(name)(value)}
    />
  );
  return (
    <form
      className={styles["more"]}
      onSubmit={(event) => {
        event.preventDefault();
        set(
          Object.fromEntries(
            moreNames.map((name) => [name, given[name].trim() === "" ? undefined : given[name].trim()]),
          ),
        );
      }}
    >
      <Select
        size="xs"
        searchable
        clearable
        comboboxProps={{ withinPortal: false }}
        label={t("filter.kind")}
        value={given.kind === "" ? null : given.kind}
        data={kinds.map((kind) => ({ value: kind, label: t.code("subject", kind) }))}
        onChange={change("kind")}
      />
      <Select
        size="xs"
        clearable
        comboboxProps={{ withinPortal: false }}
        label={t("filter.purpose")}
        value={given.purpose === "" ? null : given.purpose}
        data={purposes.map((purpose) => ({ value: purpose, label: common.code("purpose", purpose) }))}
        onChange={change("purpose")}
      />
      {text("ground")}
      {text("profile")}
      {text("from", "date")}
      {text("to", "date")}
      <div>
        <Button type="submit" size="xs">
          {t("filter.apply")}
        </Button>
      </div>
    </form>
  );
}

/** What entries are on: everything that has a word for it. */
const kinds = Object.keys(en).flatMap((key) =>
  key.startsWith("subject.") ? [key.slice("subject.".length)] : [],
);
const purposes: readonly Purpose[] = [
  "TERR",
  "SERIOUS",
  "BORDER",
  "CHILD_PROTECTION",
  "RIGHTS",
  "OVERSIGHT",
  "QUALITY",
  "CRITERIA",
  "TEST",
];

function columnsOf(
  t: TranslateOf<typeof oversightTexts>,
  language: Language,
  {
    purposeWord,
    open,
    toggle,
  }: {
    purposeWord: (purpose: string) => string;
    open: number | null;
    toggle: (seq: number) => void;
  },
): readonly Column<LedgerRow>[] {
  return [
    {
      id: "number",
      header: t("column.number"),
      width: 72,
      align: "end",
      cell: (row) => formatNumber(row.seq, language),
    },
    { id: "at", header: t("column.at"), width: 140, cell: (row) => <At instant={row.at} seconds /> },
    { id: "actor", header: t("column.actor"), width: 160, cell: (row) => <Actor row={row} /> },
    {
      id: "action",
      header: t("column.action"),
      names: true,
      width: 340,
      cell: (row) => (
        <button
          type="button"
          className={styles["action"]}
          aria-expanded={row.seq === open}
          data-opens
          onClick={() => toggle(row.seq)}
        >
          {t.code("action", row.action)} <span className={styles["code"]}>{row.action}</span>
        </button>
      ),
    },
    {
      id: "subject",
      header: t("column.subject"),
      cell: (row) => (
        <>
          {t.code("subject", row.subjectKind)}{" "}
          <span className={styles["dim"]}>
            <Code>{row.subjectId}</Code>
          </span>
        </>
      ),
    },
    {
      id: "purpose",
      header: t("column.purpose"),
      width: 140,
      cell: (row) => (row.purpose === null ? <NoneShown /> : purposeWord(row.purpose)),
    },
  ];
}

/** A person by name; the system by the part of it that acted. */
function Actor({ row }: { row: LedgerRow }) {
  const t = useTexts(oversightTexts);
  if (!row.actor.id.startsWith("system:")) return <bdi>{row.actor.name}</bdi>;
  return (
    <span className={styles["dim"]}>
      {t("actor.system")} · {row.actor.id.slice("system:".length)}
    </span>
  );
}

function Entry({ row }: { row: LedgerRow }) {
  const t = useTexts(oversightTexts);
  return (
    <div className={styles["entry"]}>
      <div>
        <h3>{t("entry.body")}</h3>
        <pre className={styles["exact"]} dir="ltr">
          {row.body}
        </pre>
      </div>
      <div>
        <h3>{t("entry.hash")}</h3>
        <Hash hash={row.hash} what={t("entry.hash")} />
      </div>
    </div>
  );
}

/** The button and its answer: green words with the head, or the first bad entry and what to do. */
function Verification() {
  const t = useTexts(oversightTexts);
  const may = useMay("verify-ledger");
  const verifying = useMutation({ mutationFn: verifyLedger });
  const [shown, setShown] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button
        size="xs"
        loading={verifying.isPending}
        onClick={() => {
          setShown(true);
          verifying.mutate();
        }}
      >
        {t("verify.start")}
      </Button>
      <Dialog title={t("verify.start")} opened={shown} onClose={() => setShown(false)}>
        {verifying.isPending ? <output>{t("verify.running")}</output> : null}
        {verifying.error === null ? null : <ProblemNotice problem={verifying.error} />}
        {verifying.data === undefined ? null : <Result found={verifying.data} />}
      </Dialog>
    </>
  );
}

function Result({ found }: { found: LedgerVerification }) {
  const t = useTexts(oversightTexts);
  return (
    <output className={styles["result"]} data-intact={found.intact}>
      <Icon name={found.intact ? "check" : "alerts"} size={22} />
      <div>
        <p>
          <strong>
            {found.firstBad === null ? t("verify.intact") : t("verify.broken", { seq: found.firstBad.seq })}
          </strong>
        </p>
        {found.firstBad === null ? (
          <p>{t("verify.intact.text", { count: found.entries })}</p>
        ) : (
          <>
            <p>
              {t.code("broken", found.firstBad.kind, found.firstBad.problem)} {t("verify.broken.text")}
            </p>
            <p className={styles["dim"]}>
              {t("verify.found")}: <bdi lang="en">{found.firstBad.problem}</bdi>
            </p>
          </>
        )}
        <details className={styles["head"]}>
          <summary>
            {t("verify.head")} <Code dim>{`${found.head.slice(0, 12)}…`}</Code>
          </summary>
          <p className={styles["dim"]}>{t("verify.head.text")}</p>
          <Hash hash={`${found.entries}:${found.head}`} what={t("verify.head")} />
        </details>
      </div>
    </output>
  );
}

/** A hash whole, to compare and to copy. */
function Hash({ hash, what }: { hash: string; what: string }) {
  return (
    <div className={styles["hash"]}>
      <pre className={styles["exact"]} dir="ltr">
        {hash}
      </pre>
      <CopyButton text={hash} what={what} />
    </div>
  );
}

function keyOf(row: LedgerRow): string {
  return String(row.seq);
}
