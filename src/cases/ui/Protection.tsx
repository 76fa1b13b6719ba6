// Referring a case to a service that protects: what age and sex ask to consider first, and to whom it goes.
import { Button, Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import {
  Answer,
  Panel,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useSubmitKeys,
  useTexts,
} from "#design/ui";
import { serviceKinds, type CaseDetail, type Consideration, type ServiceKind } from "../contract.ts";
import styles from "./cases.module.css";
import { protectionTexts } from "./protection-texts.ts";
import { caseQuery, enterService, endService, referCase, servicesQuery } from "./queries.ts";

/** The referral that was made, or the form for one; and the register of services. */
export function Protection({ detail }: { detail: CaseDetail }) {
  const t = useTexts(protectionTexts);
  const mayWork = useMay("work-case");
  const services = useQuery(servicesQuery);
  const referred = detail.outcome === "PROTECTION_REFERRAL";
  return (
    <Panel title={t("title")}>
      {referred ? <p>{t("referred")}</p> : null}
      <Answer query={services}>
        {({ services: all }) => (
          <>
            <ul className={styles["caseAlerts"]}>
              {all.map((service) => (
                <li key={service.id}>
                  <strong>
                    <bdi>{service.name}</bdi>
                  </strong>
                  <span>{t(`kind.${service.kind}`)}</span>
                  <bdi>{service.contact}</bdi>
                  {mayWork ? <EndService id={service.id} name={service.name} /> : null}
                </li>
              ))}
            </ul>
            {all.length === 0 ? <p>{t("none")}</p> : null}
            {mayWork && detail.case.state === "open" && all.length > 0 ? (
              <ReferralForm
                detail={detail}
                services={all.map(({ id, name }) => ({ value: id, label: name }))}
              />
            ) : null}
            {mayWork ? <ServiceForm /> : null}
          </>
        )}
      </Answer>
    </Panel>
  );
}

function EndService({ id, name }: { id: string; name: string }) {
  const t = useTexts(protectionTexts);
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endService(id),
    onSuccess: (services) => queries.setQueryData(servicesQuery.queryKey, services),
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={ending.isPending}
      aria-label={t("end.of", { name })}
      onClick={() => ending.mutate()}
    >
      {t("end")}
    </Button>
  );
}

function ReferralForm({
  detail,
  services,
}: {
  detail: CaseDetail;
  services: readonly { readonly value: string; readonly label: string }[];
}) {
  const t = useTexts(protectionTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [serviceId, setService] = useState<string | null>(null);
  const [considered, setConsidered] = useState<readonly Consideration[]>([]);
  const [reason, setReason] = useState("");
  const referring = useMutation({
    mutationFn: () =>
      referCase(detail.case.id, { serviceId: serviceId ?? "", considered: [...considered], reason }),
    onSuccess: (after) => {
      queries.setQueryData(caseQuery(detail.case.id).queryKey, after);
      say(t("done"));
      setReason("");
    },
  });
  const isReady =
    serviceId !== null &&
    reason.trim().length >= 3 &&
    detail.checklist.every((item) => considered.includes(item));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !referring.isPending) referring.mutate();
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      {referring.error === null ? null : (
        <RefusalNotice problem={referring.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Checkbox.Group
        label={t("checklist")}
        description={t("checklist.hint")}
        value={[...considered]}
        onChange={(value) => setConsidered(detail.checklist.filter((item) => value.includes(item)))}
      >
        {detail.checklist.map((item) => (
          <Checkbox key={item} mt={6} value={item} label={t(`consider.${item}`)} />
        ))}
      </Checkbox.Group>
      <Select label={t("service")} data={services} value={serviceId} onChange={setService} />
      <Textarea
        label={t("reason")}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" mt="sm" size="xs" disabled={!isReady} loading={referring.isPending}>
        {t("refer")}
      </Button>
    </form>
  );
}

function ServiceForm() {
  const t = useTexts(protectionTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [kind, setKind] = useState<ServiceKind>("child");
  const [name, setName] = useState("");
  const [contact, setContact] = useState("");
  const entering = useMutation({
    mutationFn: () => enterService({ kind, name, contact }),
    onSuccess: (services) => {
      queries.setQueryData(servicesQuery.queryKey, services);
      setName("");
      setContact("");
    },
  });
  const isReady = name.trim().length >= 3 && contact.trim().length >= 5;
  return (
    <details>
      <summary>{t("enter")}</summary>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !entering.isPending) entering.mutate();
        }}
      >
        {entering.error === null ? null : (
          <RefusalNotice problem={entering.error} say={(problem) => problemText(problem, t, common)} />
        )}
        <Select
          label={t("kind")}
          allowDeselect={false}
          data={serviceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(serviceKinds.find((one) => one === value) ?? kind)}
        />
        <TextInput
          label={t("name")}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("contact")}
          maxLength={300}
          value={contact}
          onChange={(event) => setContact(event.currentTarget.value)}
        />
        <Button type="submit" mt="sm" size="xs" disabled={!isReady} loading={entering.isPending}>
          {t("enter")}
        </Button>
      </form>
    </details>
  );
}
