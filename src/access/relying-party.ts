// Which name passkeys belong to here: that of PUBLIC_URL, or this machine's own.
import { isIP } from "node:net";

export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * The name and origin that passkeys are bound to. Undefined where people come by an address without a name: browsers bind
 * passkeys to names only. `port`: where the server was reached, for the machine's own name.
 */
export function relyingParty(
  publicUrl: string | undefined,
  port: number | undefined,
): RelyingParty | undefined {
  if (publicUrl === undefined) {
    const origin = port === undefined || port === 80 ? "http://localhost" : `http://localhost:${port}`;
    return { id: "localhost", origin };
  }
  const { hostname, origin } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? { id: hostname, origin } : undefined;
}
