// Headers that every answer carries, and which requests are refused for where they come from.
import type { FastifyRequest } from "fastify";
import { refuse, type Refusal } from "./problem.ts";

/**
 * Scripts, fonts, requests and workers only from this server, none inline; nothing may frame it. Styles may be inline:
 * the component library sets positions and colours on elements.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // Text becomes neither element nor script but through the one policy of first-paint.js.
  "require-trusted-types-for 'script'",
  "trusted-types default",
].join("; ");

/** The headers of every answer; strict transport security only where people come by https. */
export function securityHeaders(publicUrl: string | undefined): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(publicUrl?.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

const safeMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses a changing request that another site made a browser send (cross-site request forgery). Browsers say so in
 * Sec-Fetch-Site, older ones in Origin; a program that sends neither carries no ambient cookie. Carriers (/v1) bring
 * a token of their own with each request, which no browser adds by itself.
 */
export function foreignSite(request: FastifyRequest, publicUrl: string | undefined): Refusal | undefined {
  if (safeMethods.includes(request.method) || request.url.startsWith("/v1/")) return undefined;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const own =
    site === undefined
      ? origin === undefined || origin === publicUrl || hostOf(origin) === request.headers.host
      : site === "same-origin" || site === "none";
  if (own) return undefined;
  return refuse(
    "foreign-site",
    "Another site asked the browser to send this. Open OpenPIU itself and do it there.",
    403,
  );
}

/**
 * Refuses a request made to a name that this server does not serve, so that no other site's name can be pointed at it
 * (DNS rebinding). A server that listens on this machine only serves the machine's own names; `publicUrl` adds one.
 */
export function foreignHost(
  request: FastifyRequest,
  served: { readonly publicUrl: string | undefined; readonly listensOnLoopback: boolean },
): Refusal | undefined {
  if (!served.listensOnLoopback) return undefined;
  const host = request.headers.host ?? "";
  const name = host.replace(/:\d+$/, "");
  if (["localhost", "127.0.0.1", "[::1]"].includes(name)) return undefined;
  if (served.publicUrl !== undefined && host === hostOf(served.publicUrl)) return undefined;
  return refuse(
    "host-not-served",
    "This server answers to localhost only. Behind a proxy set PUBLIC_URL to the address people type.",
    421,
  );
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
