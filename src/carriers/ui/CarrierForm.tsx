// Taking a carrier into the register.
import { Button, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type FormEvent } from "react";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { addCarrier } from "./queries.ts";

/** Ends on the carrier's page. */
export function CarrierForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [country, setCountry] = useState("");
  const [senders, setSenders] = useState<string[]>([]);
  const [partners, setPartners] = useState<string[]>([]);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const adding = useMutation({
    mutationFn: () =>
      addCarrier({
        code: code.trim(),
        name: name.trim(),
        ...(country.trim() === "" ? {} : { country: country.trim() }),
        senderIds: senders,
        fliesAs: partners,
      }),
    onSuccess: async (carrier) => {
      await queries.invalidateQueries({ queryKey: ["carriers"] });
      onDone();
      say(t("form.done", { code: carrier.code }));
      await navigate({ to: "/carrier/$carrierId", params: { carrierId: carrier.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (adding.isPending) return;
    const found = [
      ...(/^[A-Z0-9]{2}$|^[A-Z]{3}$/.test(code.trim())
        ? []
        : [{ field: "carrier-code", text: t("form.code.wrong") }]),
      ...(name.trim().length < 2 ? [{ field: "carrier-name", text: t("form.name.missing") }] : []),
    ];
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else adding.mutate();
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {adding.error === null ? null : (
        <RefusalNotice problem={adding.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <TextInput
        id="carrier-code"
        label={t("form.code")}
        description={t("form.code.hint")}
        maxLength={3}
        value={code}
        error={problemAt(problems, "carrier-code")}
        onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        id="carrier-name"
        label={t("form.name")}
        maxLength={200}
        value={name}
        error={problemAt(problems, "carrier-name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={`${t("form.country")} (${common("form.optional")})`}
        description={t("form.country.hint")}
        maxLength={3}
        value={country}
        onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
      />
      <TagsInput
        label={`${t("form.senders")} (${common("form.optional")})`}
        description={t("form.senders.hint")}
        value={senders}
        onChange={setSenders}
      />
      <TagsInput
        label={`${t("form.partners")} (${common("form.optional")})`}
        description={t("form.partners.hint")}
        value={partners}
        onChange={(values) => setPartners(values.map((value) => value.toUpperCase()))}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={adding.isPending}>
          {t("form.submit")}
        </Button>
      </div>
    </form>
  );
}
