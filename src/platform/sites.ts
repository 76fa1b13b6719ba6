// Where the unit's data may lie and be worked on: the declared sites, and what lies outside of them. Pure.
import { BlockList, isIP } from "node:net";

/** A place of the deployment: the State it stands in (alpha-2), and a host name, an address or a network (CIDR). */
export type Site = { readonly state: string; readonly place: string };

/** Something the unit's data would go to: the setting that names it, and the host. Its credentials are not in it. */
export type Endpoint = { readonly setting: string; readonly host: string };

const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

/** One declared site, "AZ:10.1.0.0/16" or "AZ:db.piu.example"; undefined for what is none. */
export function readSite(text: string): Site | undefined {
  const [, state = "", place = ""] = /^([A-Z]{2}):(\S+)$/.exec(text) ?? [];
  const [address = "", bits, ...more] = place.split("/");
  const family = isIP(address);
  if (state === "" || more.length > 0) return undefined;
  if (bits === undefined) return family > 0 || hostName.test(place) ? { state, place } : undefined;
  const most = family === 4 ? 32 : 128;
  // A network as wide as a continent declares nothing.
  const least = family === 4 ? 8 : 16;
  return family > 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= least && Number(bits) <= most
    ? { state, place }
    : undefined;
}

/** The host of an address such as postgres://user:password@host:5432/name or host:port, in small letters, without brackets. */
export function hostOf(address: string): string {
  // postgres://someone@/database?host=/folder names no host of its own, which an address may not do elsewhere.
  const whole = address.replace(/^([a-z]+:\/\/(?:[^/@]*@)?)(?=\/)/i, "$1localhost");
  const parsed = URL.canParse(whole) && whole.includes("://") ? new URL(whole) : undefined;
  // The driver takes a host of the query first, a folder of a socket too.
  const named = parsed?.searchParams.get("host") ?? parsed?.hostname ?? address.replace(/:\d{1,5}$/, "");
  return named.replace(/^\[|\]$/g, "").toLowerCase();
}

/** Whether the host is this machine: loopback, no host at all, or the folder of a socket. */
export function isHere(host: string): boolean {
  return (
    host === "" ||
    host.startsWith("/") ||
    host === "localhost" ||
    host === "::1" ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * The endpoints that lie at no declared site of the State whose unit this is, beyond this machine (Directive (EU) 2016/681
 * Art. 6(8)). Without declared sites these are all that are not on this machine.
 */
export function outsideOfSites(
  endpoints: readonly Endpoint[],
  sites: readonly Site[],
  state: string,
): readonly Endpoint[] {
  const own = sites.filter((site) => site.state === state);
  return endpoints.filter(({ host }) => !isHere(host) && !own.some(({ place }) => isAt(host, place)));
}

function isAt(host: string, place: string): boolean {
  const [address = "", bits] = place.split("/");
  const family = isIP(host);
  if (bits === undefined) return host === place.toLowerCase();
  if (family === 0) return false;
  const network = new BlockList();
  network.addSubnet(address, Number(bits), isIP(address) === 4 ? "ipv4" : "ipv6");
  return network.check(host, family === 4 ? "ipv4" : "ipv6");
}
