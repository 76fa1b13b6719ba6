// Where the segments of a PNRGOV XML go and how its values are read: what every function that lays them needs.
import type { SegmentLayout } from "./layout.ts";
import type { Values } from "./values.ts";

export type Laying = { readonly layout: SegmentLayout; readonly values: Values };
