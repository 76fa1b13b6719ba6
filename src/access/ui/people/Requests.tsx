// Requests for accounts and roles (F16): asked for by one person, carried out by another, the secret for who asked.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, At, problemText, useMay, useMe, useTexts } from "#design/ui";
import { roles as allRoles, type AccountRequests } from "../../contract.ts";
import type { PersonWithStanding } from "../../standing-contract.ts";
import { accessTexts } from "../access-texts.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import {
  accountRequestsQuery,
  askForAccount,
  dealWithRequest,
  peopleQuery,
  takeSecret,
  type Dealing,
} from "./queries.ts";
import { RecordForm } from "./RecordForm.tsx";

type Request = AccountRequests["requests"][number];

export function RequestList({ people }: { people: readonly PersonWithStanding[] }) {
  const t = useTexts(peopleTexts);
  const query = useQuery(accountRequestsQuery);
  return (
    <Answer query={query}>
      {({ requests }) =>
        requests.length === 0 ? (
          <p>{t("request.none")}</p>
        ) : (
          <ul className={styles["list"]}>
            {requests.map((one) => (
              <OneRequest key={one.id} request={one} people={people} />
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function OneRequest({ request, people }: { request: Request; people: readonly PersonWithStanding[] }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  const queries = useQueryClient();
  const me = useMe();
  const mayManage = useMay("manage-people");
  const mayConfirm = useMay("confirm-command");
  const ofCommand = request.askedBy === "system:command";
  const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? id ?? "";
  const again = () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const deal = useMutation({
    mutationFn: (path: Dealing) => dealWithRequest(request.id, path),
    onSettled: again,
  });
  const secret = useMutation({ mutationFn: () => takeSecret(request.id), onSettled: again });
  const error = deal.error ?? secret.error;
  const hasSecret = request.kind === "account" || request.kind === "secret";
  return (
    <li>
      <span className={styles["what"]}>
        <strong>
          {t(`request.kind.${request.kind}`)}: <bdi>{request.name ?? nameOf(request.personId)}</bdi>
        </strong>
        <span>{request.roles.map((role) => roles(`role.${role}`)).join(", ")}</span>
        {request.flags.length === 0 ? null : (
          <span className={styles["lacks"]}>{t("request.flags", { pairs: request.flags.join(", ") })}</span>
        )}
        <span className={styles["dim"]}>
          <bdi>{request.reason}</bdi> ·{" "}
          {ofCommand ? t("request.by.command") : t("request.by", { name: nameOf(request.askedBy) })} ·{" "}
          <At instant={request.askedAt} /> ·{" "}
          {t(
            ofCommand && request.state === "asked"
              ? "request.state.command"
              : `request.state.${request.state}`,
          )}
        </span>
        {error === null ? null : <span role="alert">{problemText(error, t)}</span>}
        {secret.data === undefined ? null : (
          <output>
            {t("request.secret.text")} <span className={styles["secret"]}>{secret.data.password}</span>
          </output>
        )}
      </span>
      <span className={styles["acts"]}>
        {request.state === "asked" && (ofCommand ? mayConfirm : mayManage) && request.askedBy !== me ? (
          <>
            <Button
              size="xs"
              loading={deal.isPending}
              onClick={() => deal.mutate(ofCommand ? "confirmation" : "execution")}
            >
              {t(ofCommand ? "request.confirm" : "request.execute")}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => deal.mutate(ofCommand ? "rejection" : "refusal")}
            >
              {t("request.refuse")}
            </Button>
          </>
        ) : null}
        {request.state === "executed" && hasSecret && request.askedBy === me ? (
          <Button size="xs" loading={secret.isPending} onClick={() => secret.mutate()}>
            {t("request.secret")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

export function AskForAccount({ onDone }: { onDone: () => void }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  const queries = useQueryClient();
  return (
    <RecordForm
      submit={t("request.ask")}
      fields={[
        { name: "signInName", label: t("request.signInName"), kind: "line" },
        { name: "name", label: t("request.name"), kind: "line" },
        {
          name: "roles",
          label: t("people.roles"),
          kind: "many",
          options: allRoles.map((value) => ({ value, label: roles(`role.${value}`) })),
        },
        { name: "reason", label: t("file.reason"), kind: "area" },
      ]}
      onSubmit={async (filled) => {
        await askForAccount({
          kind: "account",
          signInName: filled.text("signInName"),
          name: filled.text("name"),
          roles: allRoles.filter((role) => filled.list("roles").includes(role)),
          reason: filled.text("reason"),
        });
        await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
        onDone();
      }}
    />
  );
}
