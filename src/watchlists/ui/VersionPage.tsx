// One version of a list: what it changes, which rows were not understood, and the second person who puts it in force.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ListVersion, Watchlist, WatchlistDetail } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  Dialog,
  Icon,
  Notice,
  Page,
  ProblemNotice,
  ApiProblem,
  problemText,
  RefusalNotice,
  Sentence,
  say,
  TabBar,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  useTexts,
} from "#design/ui";
import { listSentences, refusalOf } from "./list-sentences.ts";
import { ForecastLine, ForecastPanel } from "./ForecastPanel.tsx";
import { DifferenceTable } from "./DifferenceTable.tsx";
import { VersionCounts, VersionState } from "./list-parts.tsx";
import { activate, listQuery, rollBack } from "./queries.ts";
import { RowsTable } from "./RowsTable.tsx";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/w/$listId/version/$version");

/** The version at its address; it comes with its list. */
export function VersionScreen() {
  const t = useTexts(watchlistTexts);
  const { listId, version: number } = here.useParams();
  const query = useQuery(listQuery(listId));
  const list = query.data?.list;
  const version = versionIn(query.data, number);
  return (
    <Page
      title={t("version.number", { version: number })}
      heading={
        list === undefined ? undefined : (
          <>
            {t("version.number", { version: number })} <bdi className={styles["headList"]}>{list.title}</bdi>
          </>
        )
      }
      trail={[
        { label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> },
        {
          label: list?.code ?? t("column.list"),
          link: (label) => (
            <Link to="/w/$listId" params={{ listId }} search={{ part: "versions" }}>
              {label}
            </Link>
          ),
        },
      ]}
      facts={version === undefined ? undefined : <HeadFacts listId={listId} version={version} />}
      fills
    >
      <Answer query={query}>
        {(detail) => {
          const found = versionIn(detail, number);
          return found === undefined ? (
            <ProblemNotice problem={notFound} />
          ) : (
            <>
              <Step list={detail.list} version={found} />
              <Parts listId={listId} version={found} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

const notFound = new ApiProblem({ status: 404, code: "no-such-version", detail: "" });

function versionIn(detail: WatchlistDetail | undefined, number: string): ListVersion | undefined {
  return detail?.versions.find((version) => String(version.version) === number);
}

function HeadFacts({ listId, version }: { listId: string; version: ListVersion }) {
  const t = useTexts(watchlistTexts);
  return (
    <>
      <VersionState state={version.state} />
      <span>
        {t("version.prepared")} <bdi>{version.preparedBy}</bdi>,{" "}
        <At instant={version.receivedAt} day="always" />
      </span>
      {version.publishedAt === null ? null : (
        <span>
          {t("version.published")} <At instant={version.publishedAt} day="always" />
        </span>
      )}
      <VersionCounts version={version} />
      {version.parserVersion === null ? null : (
        <span>
          {t("version.parser")} <Code>{version.parserVersion}</Code>
        </span>
      )}
      {version.fileKept ? <FileLink listId={listId} version={version.version} /> : null}
    </>
  );
}

/** The file as it came, for those who import; each opening is in the ledger. */
function FileLink({ listId, version }: { listId: string; version: number }) {
  const t = useTexts(watchlistTexts);
  const mayOpen = useMay("import-list");
  if (!mayOpen) return <span>{t("version.fileKept")}</span>;
  return (
    <a href={`/api/watchlists/${listId}/versions/${version}/file`} download={`list-version-${version}`}>
      {t("version.file")}
    </a>
  );
}

/** Where the version stands, who has to act, and the act itself. */
function Step({ list, version }: { list: Watchlist; version: ListVersion }) {
  const t = useTexts(watchlistTexts);
  const me = useMe();
  const mayActivate = useMay("activate-list");
  const mayRollBack = useMay("roll-back-list");
  const [asking, setAsking] = useState<"activation" | "rollBack" | null>(null);
  const mine = version.preparedById === me;
  const tone = {
    draft: "waits",
    active: "done",
    refused: "wrong",
    superseded: "plain",
    "rolled-back": "plain",
  };
  return (
    <div className={styles["standing"]} data-tone={tone[version.state]}>
      <Icon
        name={version.state === "active" ? "check" : version.state === "draft" ? "person" : "info"}
        size={15}
      />
      <span>
        {version.state === "draft" ? (
          <>
            {mine ? null : (
              <>
                {t("version.prepared")} <bdi>{version.preparedBy}</bdi>.{" "}
              </>
            )}
            {t(mine ? "version.draft.mine" : mayActivate ? "version.draft.other" : "version.draft.noRight")}
          </>
        ) : null}
        {version.state === "active" && version.activatedAt !== null ? (
          <>
            {t("version.active")} <At instant={version.activatedAt} day="always" />,{" "}
            {t("version.activatedBy")} <bdi>{version.activatedBy}</bdi>
          </>
        ) : null}
        {version.state === "superseded" || version.state === "rolled-back"
          ? t(`version.${version.state}`)
          : null}
        {version.state === "refused" ? (
          <>
            {t("version.refused")} <Sentence texts={listSentences} said={refusalOf(version)} />
          </>
        ) : null}
      </span>
      {version.state === "draft" && mayActivate && !mine ? (
        <Button size="xs" onClick={() => setAsking("activation")}>
          {t("version.activate")}
        </Button>
      ) : null}
      {version.state === "active" && mayRollBack && version.version > 1 ? (
        <Button size="xs" variant="default" onClick={() => setAsking("rollBack")}>
          {t("list.rollBack")}
        </Button>
      ) : null}
      <Dialog
        title={t("activation.title", { version: version.version })}
        opened={asking === "activation"}
        onClose={() => setAsking(null)}
      >
        <Activation list={list} version={version} onClose={() => setAsking(null)} />
      </Dialog>
      <Dialog
        title={t("rollBack.title", { version: version.version })}
        opened={asking === "rollBack"}
        onClose={() => setAsking(null)}
      >
        <RollBackForm listId={list.id} onClose={() => setAsking(null)} />
      </Dialog>
    </div>
  );
}

/** The last look before a version is used: what it changes, in numbers, and what happens then. */
export function Activation({
  list,
  version,
  onClose,
}: {
  list: Watchlist;
  version: ListVersion;
  onClose: () => void;
}) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const activating = useMutation({
    mutationFn: () => activate(list.id, version.version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
      await queries.invalidateQueries({ queryKey: ["watchlists"] });
      onClose();
      say(t("activation.done", { version: version.version }));
    },
  });
  return (
    <div className={styles["form"]}>
      {activating.error === null ? null : (
        <RefusalNotice
          problem={activating.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => {
            activating.reset();
            onClose();
            void queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
          }}
        />
      )}
      <p>
        <strong>
          <VersionCounts version={version} />
        </strong>
      </p>
      <ForecastLine of={{ listId: list.id, version: version.version }} />
      {list.active === null ? <p>{t("activation.first")}</p> : null}
      <p>
        {t("version.prepared")} <bdi>{version.preparedBy}</bdi>,{" "}
        <At instant={version.receivedAt} day="always" />
      </p>
      <p className={styles["dim"]}>{t("activation.text")}</p>
      <div className={styles["buttons"]}>
        <Button loading={activating.isPending} onClick={() => activating.mutate()} data-autofocus>
          {t("version.activate")}
        </Button>
      </div>
    </div>
  );
}

function RollBackForm({ listId, onClose }: { listId: string; onClose: () => void }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const reload = () => queries.invalidateQueries({ queryKey: ["watchlist", listId] });
  return (
    <TextForm
      label={t("rollBack.reason")}
      hint={t("rollBack.reason.hint")}
      submit={t("rollBack.submit")}
      lacking={t("rollBack.lacking")}
      maxLength={2000}
      danger
      say={(problem) => problemText(problem, t, common)}
      onReload={() => void reload()}
      onSubmit={async (reason) => {
        const active = await rollBack(listId, reason);
        await reload();
        await queries.invalidateQueries({ queryKey: ["watchlists"] });
        onClose();
        say(t("rollBack.done", { version: active.version }));
      }}
    >
      <p className={styles["dim"]}>{t("rollBack.text")}</p>
    </TextForm>
  );
}

function Parts({ listId, version }: { listId: string; version: ListVersion }) {
  const t = useTexts(watchlistTexts);
  const [part, setPart] = useState<"difference" | "forecast" | "rows">(
    version.state === "refused" && version.notUnderstood.length > 0 ? "rows" : "difference",
  );
  const changes = version.added + version.changed + version.removed;
  return (
    <TabBar
      label={t("version.tabs")}
      fills
      chosen={part}
      onChoose={setPart}
      tabs={[
        {
          id: "difference",
          label: t("version.tab.difference"),
          count: changes,
          content:
            version.state === "refused" ? (
              <Notice icon="info" title={t("difference.refused.title")}>
                {t("difference.refused.text")}
              </Notice>
            ) : (
              <DifferenceTable listId={listId} version={version} />
            ),
        },
        {
          id: "forecast",
          label: t("version.tab.forecast"),
          content: (
            <div className={styles["insideTab"]}>
              <ForecastPanel of={{ listId, version: version.version }} waits={version.state === "draft"} />
            </div>
          ),
        },
        {
          id: "rows",
          label: t("version.tab.rows"),
          count: version.notUnderstood.length,
          content: <RowsTable rows={version.notUnderstood} />,
        },
      ]}
    />
  );
}
