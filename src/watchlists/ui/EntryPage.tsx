// One entry of a list in force: everything the list says of the person, and the ways to have it changed.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { EntryContent, EntryDetail } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  Dialog,
  Fact,
  Facts,
  Icon,
  Page,
  Panel,
  problemText,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useTexts,
  Columns,
} from "#design/ui";
import { DayText, FieldValue, primaryName, type EntryField } from "./entry-parts.tsx";
import { EntryLinks } from "./EntryLinks.tsx";
import { entryQuery, propose, reviewEntry } from "./queries.ts";
import { personTexts } from "./person-texts.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/w/$listId/entry/$entryId");

/** The entry at its address. */
export function EntryScreen() {
  const t = useTexts(watchlistTexts);
  const { listId, entryId } = here.useParams();
  const query = useQuery(entryQuery(listId, entryId));
  const detail = query.data;
  return (
    <Page
      // The window's title is kept in the browser's history: no name stands in it.
      title={t("entry.title")}
      heading={
        detail === undefined ? undefined : (
          <bdi translate="no">{primaryName(detail.entry.content) ?? detail.entry.id}</bdi>
        )
      }
      trail={[
        { label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> },
        {
          label: detail?.list.title ?? t("column.list"),
          link: (label) => (
            <Link to="/w/$listId" params={{ listId }}>
              {label}
            </Link>
          ),
        },
      ]}
      facts={detail === undefined ? undefined : <HeadFacts detail={detail} />}
      actions={detail === undefined ? undefined : <Actions detail={detail} />}
    >
      <Answer query={query}>{(found) => <Parts detail={found} />}</Answer>
    </Page>
  );
}

function HeadFacts({ detail }: { detail: EntryDetail }) {
  const t = useTexts(watchlistTexts);
  const { entry } = detail;
  return (
    <>
      <span>
        {t("entry.column.id")} <Code>{entry.id}</Code>
      </span>
      {entry.reference === null ? null : (
        <span>
          {t("entry.reference")} <Code>{entry.reference}</Code>
        </span>
      )}
      <span>
        {t("entry.since")} {entry.sinceVersion}
      </span>
      {entry.content.category === undefined ? null : (
        <span>{t.code("category", entry.content.category)}</span>
      )}
    </>
  );
}

function Actions({ detail }: { detail: EntryDetail }) {
  const t = useTexts(watchlistTexts);
  const mayPropose = useMay("propose-entry");
  const [removing, setRemoving] = useState(false);
  const { list, entry } = detail;
  if (!mayPropose || list.kind !== "own") return null;
  return (
    <>
      {detail.waitingProposal === null ? (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props: object) => (
            <Link
              to="/w/$listId/propose"
              params={{ listId: list.id }}
              search={{ entry: entry.id }}
              {...props}
            />
          )}
        >
          {t("entry.propose.change")}
        </Button>
      ) : null}
      <Button size="xs" variant="default" onClick={() => setRemoving(true)}>
        {t("entry.propose.remove")}
      </Button>
      <Dialog title={t("remove.title")} opened={removing} onClose={() => setRemoving(false)}>
        <RemoveForm listId={list.id} entryId={entry.id} />
      </Dialog>
    </>
  );
}

/** A removal takes effect at once (F04): the form says so before it is sent. */
function RemoveForm({ listId, entryId }: { listId: string; entryId: string }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <TextForm
      label={t("remove.reason")}
      hint={t("remove.reason.hint")}
      submit={t("remove.submit")}
      lacking={t("remove.lacking")}
      maxLength={2000}
      danger
      say={(problem) => problemText(problem, t, common)}
      onSubmit={async (reason) => {
        await propose(listId, { act: "remove", entryId, reason });
        say(t("remove.done"));
        await navigate({ to: "/w/$listId", params: { listId } });
        await queries.invalidateQueries({ queryKey: ["watchlist", listId] });
      }}
    >
      <p className={styles["dim"]}>{t("remove.text")}</p>
    </TextForm>
  );
}

function Parts({ detail }: { detail: EntryDetail }) {
  const t = useTexts(watchlistTexts);
  const who = useTexts(personTexts);
  const { entry, list } = detail;
  return (
    <>
      {detail.waitingProposal === null ? null : (
        <div className={styles["standing"]} data-tone="waits" data-inset="none">
          <Icon name="person" size={15} />
          <span>{t("entry.waits")}</span>
          <Link to="/watchlists/proposal/$proposalId" params={{ proposalId: detail.waitingProposal }}>
            {t("entry.waits.open")}
          </Link>
        </div>
      )}
      <Columns
        main={
          <>
            <Panel title={t("entry.names")}>
              <FieldValue field="names" content={entry.content} />
            </Panel>
            <Panel title={t("entry.facts")}>
              <FieldFacts
                content={entry.content}
                fields={[
                  "dobs",
                  "sex",
                  "nationalities",
                  "birthCountries",
                  "birthPlaces",
                  "titles",
                  "documents",
                  "keys",
                ]}
              />
            </Panel>
            <EntryLinks detail={detail} />
          </>
        }
        side={
          <>
            <Panel title={who("category")}>
              <strong>{who(`is.${detail.personCategory}`)}</strong>
              <p className={styles["dim"]}>{who("hint")}</p>
            </Panel>
            <Panel title={t("entry.screening")}>
              <FieldFacts
                content={entry.content}
                fields={["instructions", "role", "category", "programme", "cluster", "expires"]}
              />
            </Panel>
            {detail.review === null ? null : <Review detail={detail} review={detail.review} />}
            {list.kind === "imported" ? <p className={styles["dim"]}>{t("entry.imported")}</p> : null}
          </>
        }
      />
    </>
  );
}

/** When the grounds were last looked at, when they are to be again, and the way to say that they still hold. */
function Review({
  detail,
  review,
}: {
  detail: EntryDetail;
  review: { readonly reviewedAt: string; readonly dueOn: string };
}) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayReview = useMay("propose-entry");
  const [asking, setAsking] = useState(false);
  const { list, entry } = detail;
  return (
    <Panel title={t("review.title")}>
      <Facts>
        <Fact label={t("review.last")}>
          <At instant={review.reviewedAt} day="always" />
        </Fact>
        <Fact label={t("review.due")}>
          <DayText day={review.dueOn} />
        </Fact>
      </Facts>
      {mayReview ? (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t("review.holds")}
        </Button>
      ) : null}
      <Dialog title={t("review.holds")} opened={asking} onClose={() => setAsking(false)}>
        <TextForm
          label={t("review.reason")}
          hint={t("review.reason.hint")}
          submit={t("review.submit")}
          lacking={t("remove.lacking")}
          maxLength={2000}
          say={(problem) => problemText(problem, t, common)}
          onSubmit={async (reason) => {
            const after = await reviewEntry(list.id, entry.id, reason);
            queries.setQueryData(entryQuery(list.id, entry.id).queryKey, after);
            setAsking(false);
            say(t("review.done"));
            await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
          }}
        />
      </Dialog>
    </Panel>
  );
}

/** Some fields of an entry with their names. */
export function FieldFacts({ content, fields }: { content: EntryContent; fields: readonly EntryField[] }) {
  const t = useTexts(watchlistTexts);
  return (
    <Facts>
      {fields.map((field) => (
        <Fact key={field} label={t(`field.${field}`)}>
          <FieldValue field={field} content={content} />
        </Fact>
      ))}
    </Facts>
  );
}
