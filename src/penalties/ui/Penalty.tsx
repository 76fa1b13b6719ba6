// One penalty case: what it is about, its failures, the hearing, what is disputed, and its way to the authority.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Answer, At, Code, Fact, Facts, Page, Panel, useTexts } from "#design/ui";
import { factorNames, type PenaltyCase } from "../contract.ts";
import { Failures } from "./Failures.tsx";
import { Disputes, Hearing } from "./Hearing.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { Proposing } from "./Proposing.tsx";
import { penaltyQuery } from "./queries.ts";

const route = getRouteApi("/signed-in/penalties/$penaltyId");

/** The page at its address. */
export function PenaltyScreen() {
  const t = useTexts(penaltiesTexts);
  const { penaltyId } = route.useParams();
  const query = useQuery(penaltyQuery(penaltyId));
  return (
    <Page
      title={query.data?.number ?? t("penalties.title")}
      trail={[{ label: t("penalties.title"), link: (label) => <Link to="/penalties">{label}</Link> }]}
      prints
    >
      <Answer query={query} rows={8}>
        {(found) => (
          <div className={styles["page"]}>
            <About of={found} />
            <Proposing of={found} />
            <Failures of={found} />
            <Hearing of={found} />
            <Disputes of={found} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function About({ of }: { of: PenaltyCase }) {
  const t = useTexts(penaltiesTexts);
  return (
    <Panel title={`${t("column.carrier")} ${of.carrier}`} aside={t(`state.${of.state}`)}>
      <Facts>
        <Fact label={t("case.provision")}>
          <bdi>{of.provision}</bdi>
        </Fact>
        <Fact label={t("column.by")}>
          <bdi>{of.draftedBy.name}</bdi>, <At instant={of.draftedAt} day="always" />
        </Fact>
        <Fact label={t("case.earlier")}>
          {of.notifiedAt === null ? null : of.earlier.length === 0 ? (
            t("case.earlier.none")
          ) : (
            <Code>{of.earlier.join(", ")}</Code>
          )}
        </Fact>
        {of.dropReason === null ? null : <Fact label={t("drop.reason")}>{of.dropReason}</Fact>}
        <Fact label={t("case.summary")}>
          <bdi>{of.summary}</bdi>
        </Fact>
      </Facts>
      <Facts>
        {factorNames.map((name) => (
          <Fact key={name} label={t(`factor.${name}`)}>
            <bdi>{of.factors[name]}</bdi>
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}
