// What the routes and jobs of the slice work with.
import type { DisclosureServices } from "#disclosures";
import type { LineTransport } from "./lines/transport.ts";

export type ExchangeServices = DisclosureServices & {
  /** How messages leave; the platform's own fetch where none is given. */
  readonly post?: Post;
  /** How lines to other partners are spoken over; TLS of our own where none is given. */
  readonly lineTransport?: LineTransport;
  /** Where the certificates of lines lie, one folder for each partner by its code (client.crt, client.key, authorities.crt). */
  readonly lineFolder?: string;
  readonly problem: (error: Error, what: string) => void;
};

/** Sends an envelope to a partner's address and returns what it answers, or why there is no answer. */
export type Post = (
  address: string,
  envelope: string,
) => Promise<{ readonly status: number; readonly body: string } | { readonly failed: string }>;
