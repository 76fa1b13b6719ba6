// Proposing a directive on a confirmed match of a rule: another check and nothing else, with the reason why it is all there is.
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Code,
  Fact,
  Facts,
  problemText,
  say,
  TextForm,
  useDesignTexts,
  usePurpose,
  useTexts,
} from "#design/ui";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { proposeDirective } from "./queries.ts";

/** The form in its dialog. Nothing takes effect by it: another person releases what is proposed. */
export function RuleDirectiveForm({
  on: { person, alertId, reference },
  onProposed,
}: {
  on: { readonly person: string; readonly alertId: string; readonly reference: string };
  onProposed: () => void;
}) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const reload = () => queries.invalidateQueries({ queryKey: ["directives"] });
  return (
    <div className={styles["form"]}>
      <Facts>
        <Fact label={t("directive.what")}>{t("directive.SELECTEE")}</Fact>
        <Fact label={t("directive.ground")}>{t("ground.rule-confirmed")}</Fact>
        <Fact label={t("directive.reference")}>
          <Code>{reference}</Code>
        </Fact>
      </Facts>
      <p>
        {t("ra.directive.only")}{" "}
        <Link to="/p/$personKey" params={{ personKey: person }}>
          {t("ra.directive.fact")}
        </Link>
      </p>
      <p className={styles["says"]}>{t("directive.neutral")}</p>
      <TextForm
        label={t("directive.reason")}
        hint={t("directive.reason.hint")}
        submit={t("directive.propose.submit")}
        lacking={t("case.tooShort")}
        maxLength={2000}
        onSubmit={async (reason) => {
          const directive = "SELECTEE";
          const ground = "rule-confirmed";
          const authority = "NOT_APPLICABLE";
          await proposeDirective(
            { person, alertId, directive, ground, authority, reference, reason },
            purpose,
          );
          say(t("directive.proposedSaid"));
          onProposed();
          await reload();
        }}
        say={(refused) => problemText(refused, t, common)}
        onReload={() => void reload()}
      />
    </div>
  );
}
