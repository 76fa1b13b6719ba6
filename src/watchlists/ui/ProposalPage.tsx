// One proposal: what it would say or change, on what grounds, and the decision of a second person.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { EntryContent, Proposal } from "../contract.ts";
import { Answer, At, Code, Columns, CompareMark, Page, Panel, useTexts } from "#design/ui";
import { ForecastPanel } from "./ForecastPanel.tsx";
import { FieldFacts } from "./EntryPage.tsx";
import { entryFields, FieldValue, primaryName, sameField } from "./entry-parts.tsx";
import { ProposalDecisionPanel } from "./ProposalDecision.tsx";
import { proposalQuery } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/watchlists/proposal/$proposalId");

/** The proposal at its address. */
export function ProposalScreen() {
  const t = useTexts(watchlistTexts);
  const { proposalId } = here.useParams();
  const query = useQuery(proposalQuery(proposalId));
  const proposal = query.data;
  return (
    <Page
      // The window's title is kept in the browser's history: no name stands in it.
      title={proposal === undefined ? t("proposal.title") : t(`act.${proposal.act}`)}
      heading={
        proposal === undefined ? undefined : (
          <>
            {t(`act.${proposal.act}`)}:{" "}
            <bdi translate="no">{primaryName(proposal.content ?? proposal.current) ?? proposal.entryId}</bdi>
          </>
        )
      }
      trail={[
        { label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> },
        {
          label: t("lists.tab.proposals"),
          link: (label) => (
            <Link to="/watchlists" search={{ part: "proposals" }}>
              {label}
            </Link>
          ),
        },
      ]}
      facts={proposal === undefined ? undefined : <HeadFacts proposal={proposal} />}
    >
      <Answer query={query}>
        {(found) => (
          <Columns
            main={
              <>
                <Content proposal={found} />
                <Panel title={t("proposal.reason")}>
                  <p className={styles["text"]}>
                    <bdi>{found.reason}</bdi>
                  </p>
                </Panel>
                {found.act === "remove" || found.emergencyUntil !== null ? null : (
                  <ForecastPanel
                    of={{ listId: found.listId, proposalId: found.id }}
                    waits={found.state === "waiting"}
                  />
                )}
              </>
            }
            side={
              <Panel title={t("proposal.decision")}>
                <ProposalDecisionPanel proposal={found} />
              </Panel>
            }
          />
        )}
      </Answer>
    </Page>
  );
}

function HeadFacts({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  return (
    <>
      <span className={styles["proposalState"]} data-state={proposal.state}>
        {t(`proposals.${proposal.state}`)}
      </span>
      <Link to="/w/$listId" params={{ listId: proposal.listId }}>
        <Code>{proposal.listCode}</Code>
      </Link>
      <span>
        {t("proposal.by")} <bdi>{proposal.proposedBy.name}</bdi>, <At instant={proposal.proposedAt} />
      </span>
      {proposal.act === "add" ? null : <Code>{proposal.entryId}</Code>}
    </>
  );
}

function Content({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  const { content, current } = proposal;
  if (proposal.act === "change" && content !== null && current !== null && proposal.state === "waiting") {
    return <Changes current={current} content={content} />;
  }
  const shown = content ?? current;
  return (
    <Panel title={t(`proposal.says.${proposal.act}`)}>
      {proposal.act === "change" && current === null ? (
        <p className={styles["lacking"]}>{t("proposal.gone")}</p>
      ) : null}
      {shown === null ? null : (
        <FieldFacts content={shown} fields={entryFields.filter((field) => says(shown, field))} />
      )}
    </Panel>
  );
}

function says(content: EntryContent, field: (typeof entryFields)[number]): boolean {
  const value = content[field];
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** Only the fields that would change, both sides next to each other. */
function Changes({ current, content }: { current: EntryContent; content: EntryContent }) {
  const t = useTexts(watchlistTexts);
  const changed = entryFields.filter((field) => !sameField(field, current, content));
  return (
    <Panel title={t("proposal.says.change")} flush>
      <table className={styles["changes"]}>
        <caption className="spoken">{t("proposal.says.change")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("proposal.field")}</th>
            <th scope="col">{t("proposal.now")}</th>
            <th scope="col">
              <span className="spoken">{t("proposal.comparison")}</span>
            </th>
            <th scope="col">{t("proposal.then")}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((field) => (
            <tr key={field}>
              <th scope="row">{t(`field.${field}`)}</th>
              <td>
                <FieldValue field={field} content={current} />
              </td>
              <td>
                <CompareMark relation="differs" />
              </td>
              <td>
                <FieldValue field={field} content={content} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["foot"]}>{t("proposal.nothingElse")}</p>
    </Panel>
  );
}
