// A short message about what was just done; read out by screen readers, gone after some seconds.
import { notifications } from "@mantine/notifications";

/** Says that something was done. Nothing that must be read to go on, and no name of a traveller, stands in it. */
export function say(message: string): void {
  notifications.show({ message, withCloseButton: true, role: "status" });
}
