// The restriction that an answer rests on: its article, scope, end and review, with the authority's decision (CoE108-11).
import { Button } from "@mantine/core";
import { useState } from "react";
import { At, Fact, Facts, Panel, ReasonDialog, useMay, useTexts } from "#design/ui";
import type { LimitationFile } from "../contract.ts";
import { reviewLimitation } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";

export function LimitationPanel({ id, of }: { id: string; of: LimitationFile }) {
  const t = useTexts(rightsTexts);
  const mayReview = useMay("review-limitation");
  const [asking, setAsking] = useState<"upheld" | "lifted" | null>(null);
  const reviews =
    of.state === "to-review"
      ? (["upheld", "lifted"] as const)
      : of.state === "upheld"
        ? (["lifted"] as const)
        : [];
  const word = (outcome: "upheld" | "lifted") =>
    t(outcome === "upheld" ? "limitation.uphold" : "limitation.lift");
  return (
    <Panel title={t("limitation.title")}>
      <Facts>
        <Fact label={t("limitation.state")}>{t(`limitation.state.${of.state}`)}</Fact>
        <Fact label={t("limitation.article")}>
          <bdi>{of.article}</bdi>
        </Fact>
        <Fact label={t("answer.limitedBy")}>{t(`limit.${of.ground}`)}</Fact>
        <Fact label={t("limitation.scope")}>{t(`scope.${of.scope}`)}</Fact>
        <Fact label={t("limitation.until")}>
          <At instant={of.endsAt} day="always" />
        </Fact>
        <Fact label={t("limitation.reviewDue")}>
          {of.reviewedAt === null ? <At instant={of.reviewDueAt} day="always" /> : null}
        </Fact>
        <Fact label={t("limitation.review")}>{of.review}</Fact>
      </Facts>
      {mayReview
        ? reviews.map((outcome) => (
            <Button
              key={outcome}
              size="xs"
              me={8}
              variant={outcome === "upheld" ? "filled" : "default"}
              onClick={() => setAsking(outcome)}
            >
              {word(outcome)}
            </Button>
          ))
        : null}
      <ReasonDialog
        title={asking === null ? null : word(asking)}
        submit={asking === null ? "" : word(asking)}
        label={t("limitation.review")}
        lacking={t("limitation.lacking")}
        done={t("limitation.done")}
        texts={t}
        changes={["rights-request", id]}
        onClose={() => setAsking(null)}
        act={async (review) => {
          if (asking !== null) await reviewLimitation(of.id, { outcome: asking, review });
        }}
      />
    </Panel>
  );
}
