// The same person on other lists: pairs found by the server with what agrees, and a person's decision on each.
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { EntryDetail, EntryLink } from "../contract.ts";
import {
  At,
  Code,
  Dialog,
  NoneShown,
  Panel,
  problemText,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useTexts,
} from "#design/ui";
import { decideOnLink, entryQuery } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** Absent where nothing was found. */
export function EntryLinks({ detail }: { detail: EntryDetail }) {
  const t = useTexts(watchlistTexts);
  if (detail.links.length === 0) return null;
  return (
    <Panel title={t("links.title")}>
      <ul className={styles["links"]}>
        {detail.links.map((link) => (
          <li key={link.id}>
            <OneLink detail={detail} link={link} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OneLink({ detail, link }: { detail: EntryDetail; link: EntryLink }) {
  const t = useTexts(watchlistTexts);
  const mayDecide = useMay("propose-entry");
  const [asking, setAsking] = useState<"same" | "apart" | null>(null);
  const { other, state, decided } = link;
  return (
    <>
      <p>
        <strong>{t(`links.${state}`)}</strong>{" "}
        {other.name === null ? (
          <span className={styles["dim"]}>
            {t("links.gone")} <Code>{other.entryId}</Code>
          </span>
        ) : (
          <Link to="/w/$listId/entry/$entryId" params={{ listId: other.listId, entryId: other.entryId }}>
            <bdi translate="no">{other.name}</bdi>
          </Link>
        )}{" "}
        <bdi className={styles["dim"]}>{other.title}</bdi>
      </p>
      {state === "proposed" ? <EvidenceTable link={link} /> : null}
      {decided === null ? null : (
        <p className={styles["dim"]}>
          <bdi>{decided.by}</bdi>, <At instant={decided.at} day="always" />: <bdi>{decided.reason}</bdi>
        </p>
      )}
      {mayDecide ? (
        <div className={styles["buttons"]}>
          {state === "joined" || other.name === null ? null : (
            <Button size="xs" variant="default" onClick={() => setAsking("same")}>
              {t("links.same")}
            </Button>
          )}
          {state === "apart" ? null : (
            <Button size="xs" variant="default" onClick={() => setAsking("apart")}>
              {t("links.different")}
            </Button>
          )}
        </div>
      ) : null}
      <Dialog
        title={t(asking === "apart" ? "links.different" : "links.same")}
        opened={asking !== null}
        onClose={() => setAsking(null)}
      >
        <DecisionForm detail={detail} link={link} same={asking === "same"} onDone={() => setAsking(null)} />
      </Dialog>
    </>
  );
}

function EvidenceTable({ link }: { link: EntryLink }) {
  const t = useTexts(watchlistTexts);
  return (
    <table className={styles["plain"]}>
      <caption className="spoken">{t("links.evidence")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("links.what")}</th>
          <th scope="col">{t("links.here")}</th>
          <th scope="col">{t("links.there")}</th>
          <th scope="col">{t("links.speaks")}</th>
        </tr>
      </thead>
      <tbody>
        {link.evidence.map(({ feature, relation, here, there, bits }, at) => (
          <tr key={`${feature} ${relation} ${at}`}>
            <th scope="row">{t.code("links.feature", feature)}</th>
            <td>{here === null ? <NoneShown /> : <bdi translate="no">{here}</bdi>}</td>
            <td>{there === null ? <NoneShown /> : <bdi translate="no">{there}</bdi>}</td>
            <td>{t(bits > 0 ? "links.for" : bits < 0 ? "links.against" : "links.neither")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DecisionForm({
  detail,
  link,
  same,
  onDone,
}: {
  detail: EntryDetail;
  link: EntryLink;
  same: boolean;
  onDone: () => void;
}) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const { list, entry } = detail;
  return (
    <TextForm
      label={t("links.reason")}
      hint={t("links.reason.hint")}
      submit={t(same ? "links.same" : "links.different")}
      lacking={t("remove.lacking")}
      maxLength={2000}
      say={(problem) => problemText(problem, t, common)}
      onSubmit={async (reason) => {
        const after = await decideOnLink(list.id, entry.id, link.id, { same, reason });
        queries.setQueryData(entryQuery(list.id, entry.id).queryKey, after);
        onDone();
        say(t(same ? "links.done.same" : "links.done.different"));
        await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
      }}
    >
      <p className={styles["dim"]}>{t(same ? "links.same.text" : "links.different.text")}</p>
    </TextForm>
  );
}
