// Pages for when there is no page: a wrong address, a fault of the program, a person whose roles open nothing.
import { Button } from "@mantine/core";
import { Notice, Page, useTexts } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";

/** An address that is none of ours. */
export function NoPage() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t("missing.title")}>
      <Notice title={t("missing.title")}>{t("missing.text")}</Notice>
    </Page>
  );
}

/** Signed in, but no role opens a screen. */
export function Nowhere() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t("nowhere.title")}>
      <Notice icon="purpose" title={t("nowhere.title")}>
        {t("nowhere.text")}
      </Notice>
    </Page>
  );
}

/** A fault of the program while drawing: said plainly, with what to report. */
export function Crash({ error }: { error: unknown }) {
  const t = useTexts(shellTexts);
  return (
    <Page title={t("crash.title")}>
      <Notice
        title={t("crash.title")}
        tone="problem"
        action={
          <>
            <Button size="xs" onClick={() => location.reload()}>
              {t("crash.reload")}
            </Button>{" "}
            <Button size="xs" variant="default" component="a" href="/">
              {t("crash.home")}
            </Button>
          </>
        }
      >
        <p>{t("crash.text")}</p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </Notice>
    </Page>
  );
}
