// The screens a person can go to: address, the actions that admit them, the key after G. Absent without any of the actions.
import type { IconName } from "#design/ui";
import type { en } from "./texts/en.ts";

export type Destination = {
  readonly to:
    | "/flights"
    | "/alerts"
    | "/cases"
    | "/requests"
    | "/watchlists"
    | "/criteria"
    | "/messages"
    | "/carriers"
    | "/schedules"
    | "/outages"
    | "/quality"
    | "/calibration"
    | "/law"
    | "/rights"
    | "/approvals"
    | "/retention"
    | "/people"
    | "/processors"
    | "/software"
    | "/oversight"
    | "/evidence"
    | "/penalties"
    | "/penalty-proposals"
    | "/inspections"
    | "/ledger";
  /** One of them suffices. */
  readonly actions: readonly string[];
  readonly label: keyof typeof en;
  readonly icon: IconName;
  /** Pressed after G. */
  readonly key: string;
  /** Addresses of single objects that belong to it. */
  readonly objects: string;
};

const destinations: readonly Destination[] = [
  {
    to: "/flights",
    actions: ["view-board"],
    label: "nav.flights",
    icon: "flights",
    key: "KeyF",
    objects: "/f/ /p/",
  },
  {
    to: "/alerts",
    actions: ["view-alerts"],
    label: "nav.alerts",
    icon: "alerts",
    key: "KeyA",
    objects: "/a/ /ra/ /clearings /second-looks",
  },
  { to: "/cases", actions: ["view-cases"], label: "nav.cases", icon: "cases", key: "KeyC", objects: "/c/" },
  {
    to: "/requests",
    actions: ["view-requests", "view-own-requests"],
    label: "nav.requests",
    icon: "upload",
    key: "KeyQ",
    objects: "/q/ /authorities /exchange /x/",
  },
  {
    to: "/watchlists",
    actions: ["view-watchlists"],
    label: "nav.watchlists",
    icon: "watchlists",
    key: "KeyW",
    objects: "/w/",
  },
  {
    to: "/criteria",
    actions: ["view-criteria"],
    label: "nav.criteria",
    icon: "criteria",
    key: "KeyI",
    objects: "/criterion/",
  },
  {
    to: "/messages",
    actions: ["view-receipts"],
    label: "nav.messages",
    icon: "messages",
    key: "KeyM",
    objects: "/m/",
  },
  {
    to: "/carriers",
    actions: ["view-carriers"],
    label: "nav.carriers",
    icon: "carriers",
    key: "KeyR",
    objects: "/carrier/",
  },
  {
    to: "/penalties",
    actions: ["view-penalties"],
    label: "nav.penalties",
    icon: "cases",
    key: "KeyD",
    objects: "",
  },
  {
    to: "/penalty-proposals",
    actions: ["decide-penalty"],
    label: "nav.penalties",
    icon: "cases",
    key: "KeyD",
    objects: "",
  },
  {
    to: "/schedules",
    actions: ["view-carriers"],
    label: "nav.schedules",
    icon: "clock",
    key: "KeyS",
    objects: "",
  },
  {
    to: "/outages",
    actions: ["view-outages"],
    label: "nav.outages",
    icon: "link",
    key: "KeyO",
    objects: "",
  },
  {
    to: "/quality",
    actions: ["view-quality"],
    label: "nav.quality",
    icon: "check",
    key: "KeyU",
    objects: "",
  },
  {
    to: "/calibration",
    actions: ["view-models"],
    label: "nav.calibration",
    icon: "filter",
    key: "KeyK",
    objects: "",
  },
  {
    to: "/rights",
    actions: ["view-rights-requests", "view-rights-executions"],
    label: "nav.rights",
    icon: "person",
    key: "KeyP",
    objects: "",
  },
  {
    to: "/approvals",
    actions: ["view-approvals", "view-joint-decisions"],
    label: "nav.approvals",
    icon: "check",
    key: "KeyU",
    objects: "",
  },
  {
    to: "/law",
    actions: ["view-law", "view-offences", "view-flight-selection"],
    label: "nav.law",
    icon: "cases",
    key: "KeyJ",
    objects: "",
  },
  {
    to: "/retention",
    actions: ["view-retention"],
    label: "nav.retention",
    icon: "clock",
    key: "KeyX",
    objects: "",
  },
  {
    to: "/people",
    actions: ["view-people"],
    label: "nav.people",
    icon: "person",
    key: "KeyN",
    objects: "",
  },
  {
    to: "/processors",
    actions: ["view-processors"],
    label: "nav.processors",
    icon: "link",
    key: "KeyB",
    objects: "",
  },
  {
    to: "/software",
    actions: ["view-releases"],
    label: "nav.software",
    icon: "filter",
    key: "KeyD",
    objects: "",
  },
  {
    to: "/oversight",
    actions: ["view-oversight", "view-breaches"],
    label: "nav.oversight",
    icon: "purpose",
    key: "KeyV",
    objects: "/breaches",
  },
  {
    to: "/evidence",
    actions: ["view-statistics"],
    label: "nav.evidence",
    icon: "check",
    key: "KeyE",
    objects: "",
  },
  {
    to: "/inspections",
    actions: ["view-inspections"],
    label: "nav.inspections",
    icon: "search",
    key: "KeyY",
    objects: "",
  },
  {
    to: "/ledger",
    actions: ["view-ledger", "verify-ledger"],
    label: "nav.ledger",
    icon: "ledger",
    key: "KeyL",
    objects: "",
  },
];

/** Those that somebody with these actions can go to. */
export function destinationsFor(may: ReadonlySet<string>): readonly Destination[] {
  return destinations.filter((one) => one.actions.some((action) => may.has(action)));
}

/** Where the offices that watch over the unit, or decide from outside, begin their day: by an action that is theirs alone. */
const homes: readonly (readonly [action: string, to: Destination["to"]])[] = [
  ["work-inspection", "/inspections"],
  ["decide-breach", "/oversight"],
  ["decide-approval", "/approvals"],
];

/** The first page of whoever has these actions; undefined: they can go nowhere. */
export function homeFor(may: ReadonlySet<string>): Destination["to"] | undefined {
  return homes.find(([action]) => may.has(action))?.[1] ?? destinationsFor(may)[0]?.to;
}

/** The destination a path belongs to. */
export function destinationOf(path: string): Destination | undefined {
  return destinations.find(
    (one) =>
      path === one.to ||
      path.startsWith(`${one.to}/`) ||
      one.objects.split(" ").some((start) => start !== "" && path.startsWith(start)),
  );
}
