// A short message about what was just done; read out by screen readers, gone after some seconds.
import { notifications } from "@mantine/notifications";
import { designTexts } from "./design-texts.ts";
import { isLanguage } from "./texts.ts";

/** Says that something was done. Nothing that must be read to go on, and no name of a traveller, stands in it. */
export function say(message: string): void {
  const { lang } = document.documentElement;
  const close = designTexts.translator(isLanguage(lang) ? lang : "en")("side.close");
  notifications.show({
    message,
    withCloseButton: true,
    closeButtonProps: { "aria-label": close },
    role: "status",
  });
}
