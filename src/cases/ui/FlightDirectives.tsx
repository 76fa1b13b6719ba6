// On the flight's page: about which travellers the carrier is told something else than to board, and what is still unanswered.
import { useQuery } from "@tanstack/react-query";
import { useMay, useTexts } from "#design/ui";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { DirectiveLine, isUnanswered } from "./directive-parts.tsx";
import { directivesQuery } from "./queries.ts";

/** Absent where nobody has proposed anything; what is unanswered first. */
export function FlightDirectives({ flightKey }: { flightKey: string }) {
  const t = useTexts(casesTexts);
  const may = useMay("view-alerts");
  const { data } = useQuery({ ...directivesQuery({ flight: flightKey }), enabled: may });
  const directives = (data?.directives ?? []).filter(({ state }) => state !== "retracted");
  if (directives.length === 0) return null;
  const unanswered = directives.filter(isUnanswered);
  const others = directives.filter((directive) => !unanswered.includes(directive));
  return (
    <section className={styles["notices"]} aria-label={t("directive.ofFlight")}>
      <ul>
        {[...unanswered, ...others].map((directive) => (
          <li
            key={directive.id}
            data-grave={directive.state === "released" && directive.directive === "NOT_OK" ? true : undefined}
            data-ended={directive.state === "withdrawn" ? true : undefined}
          >
            <DirectiveLine directive={directive} />
          </li>
        ))}
      </ul>
    </section>
  );
}
