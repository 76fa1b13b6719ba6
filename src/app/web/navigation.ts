// The screens a person can go to: address, the action that admits them, the key after G. Absent without the action.
import type { IconName } from "#design/ui";
import type { en } from "./texts/en.ts";

export type Destination = {
  readonly to: "/flights" | "/alerts" | "/cases" | "/watchlists" | "/messages" | "/ledger";
  readonly action: string;
  readonly label: keyof typeof en;
  readonly icon: IconName;
  /** Pressed after G. */
  readonly key: string;
  /** Addresses of single objects that belong to it. */
  readonly objects: string;
};

export const destinations: readonly Destination[] = [
  {
    to: "/flights",
    action: "view-board",
    label: "nav.flights",
    icon: "flights",
    key: "KeyF",
    objects: "/f/ /p/",
  },
  { to: "/alerts", action: "view-alerts", label: "nav.alerts", icon: "alerts", key: "KeyA", objects: "/a/" },
  { to: "/cases", action: "view-cases", label: "nav.cases", icon: "cases", key: "KeyC", objects: "/c/" },
  {
    to: "/watchlists",
    action: "view-watchlists",
    label: "nav.watchlists",
    icon: "watchlists",
    key: "KeyW",
    objects: "/w/",
  },
  {
    to: "/messages",
    action: "view-receipts",
    label: "nav.messages",
    icon: "messages",
    key: "KeyM",
    objects: "/m/",
  },
  { to: "/ledger", action: "view-ledger", label: "nav.ledger", icon: "ledger", key: "KeyL", objects: "" },
];

/** The destination a path belongs to. */
export function destinationOf(path: string): Destination | undefined {
  return destinations.find(
    (one) =>
      path === one.to ||
      path.startsWith(`${one.to}/`) ||
      one.objects.split(" ").some((start) => start !== "" && path.startsWith(start)),
  );
}
