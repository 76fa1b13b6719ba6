// What was sent to the enforcement authority: each with its file, and the decision, which is the authority's alone.
import { useQuery } from "@tanstack/react-query";
import { Answer, At, Code, EmptyList, Page, Panel, useTexts } from "#design/ui";
import type { Proposals } from "../contract.ts";
import { FieldsForm } from "./fields.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { decideProposal, fileAddress, proposalsQuery, useDone } from "./queries.ts";

/** The page at its address. */
export function ProposalsScreen() {
  const t = useTexts(penaltiesTexts);
  const query = useQuery(proposalsQuery);
  return (
    <Page title={t("proposals.title")}>
      <Answer query={query} rows={6}>
        {({ proposals, bounds, mayDecide }) => (
          <div className={styles["page"]}>
            <p className={styles["lead"]}>
              {t("proposals.bounds")} <bdi>{bounds.join("; ")}</bdi>
            </p>
            {proposals.length === 0 ? (
              <EmptyList
                icon="check"
                title={t("proposals.none")}
                text={t("proposals.none.text")}
                filtered={false}
                clear={() => undefined}
              />
            ) : null}
            {proposals.map((one) => (
              <Sent key={one.id} proposal={one} mayDecide={mayDecide} />
            ))}
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Sent({ proposal, mayDecide }: { proposal: Proposals["proposals"][number]; mayDecide: boolean }) {
  const t = useTexts(penaltiesTexts);
  return (
    <Panel title={`${proposal.number} · ${proposal.carrier}`} aside={t(`proposal.${proposal.state}`)}>
      <p>
        {t("proposals.sent")} <bdi>{proposal.sentBy.name}</bdi>, <At instant={proposal.sentAt} day="always" />
      </p>
      <p className={styles["row"]}>
        <a href={fileAddress(proposal.id, "page")} download>
          {t("file.page")}
        </a>
        <a href={fileAddress(proposal.id, "json")} download>
          {t("file.json")}
        </a>
      </p>
      <p className={styles["facts"]}>
        SHA-256 <Code>{proposal.sha256}</Code>
      </p>
      {proposal.decidedAt === null ? null : (
        <div>
          {proposal.amount === null ? null : (
            <p>
              <Code>{`${proposal.amount} ${proposal.currency ?? ""}`}</Code>
            </p>
          )}
          <p>
            <bdi>{proposal.decidedBy?.name}</bdi>, <At instant={proposal.decidedAt} day="always" />
          </p>
          <p className={styles["said"]} dir="auto">
            {proposal.reasons}
          </p>
        </div>
      )}
      {mayDecide && proposal.state === "sent" ? <Deciding proposal={proposal} /> : null}
    </Panel>
  );
}

function Deciding({ proposal }: { proposal: Proposals["proposals"][number] }) {
  const t = useTexts(penaltiesTexts);
  const done = useDone();
  return (
    <FieldsForm
      fields={[
        {
          kind: "text",
          name: "reasons",
          label: t("decide.reasons"),
          least: 10,
          most: 8000,
          lacking: t("reason.lacking"),
        },
        {
          kind: "line",
          name: "amount",
          label: t("decide.amount"),
          hint: t("decide.amount.hint"),
          least: 0,
          lacking: "",
        },
        { kind: "line", name: "currency", label: t("decide.currency"), least: 0, most: 3, lacking: "" },
      ]}
      buttons={[
        { way: "penalty", label: t("decide.penalty") },
        { way: "no-penalty", label: t("decide.none") },
        { way: "returned", label: t("decide.return") },
      ]}
      onSubmit={async (given, outcome) => {
        const isPenalty = outcome === "penalty";
        await decideProposal(proposal.id, {
          outcome,
          amount: isPenalty ? given.text("amount").replace(",", ".") : null,
          currency: isPenalty ? given.text("currency").toUpperCase() : null,
          reasons: given.text("reasons"),
          sha256: proposal.sha256,
        });
        await done();
      }}
    />
  );
}
