// The icons of the screens, drawn on a grid of 16: one line width, no fill, no meaning without the word beside them.
import type { ReactNode } from "react";

const paths = {
  flights: <path d="m14.2 2-12.7 5.2 4.6 1.9m8.1-7.1-3.9 12-4.2-4.9m8.1-7.1-8.1 7.1v4.4l2-2.2" />,
  alerts: <path d="M8 1.8 14.6 13.6H1.4zM8 6.2v3.4m0 1.9v.1" />,
  cases: <path d="M1.8 4.8h12.4v8.4H1.8zM5.4 4.6V3a.8.8 0 0 1 .8-.8h3.6a.8.8 0 0 1 .8.8v1.6M1.8 8.4h12.4" />,
  watchlists: <path d="M2 3.6h.1M2 8h.1m-.1 4.4h.1M5 3.6h9M5 8h9m-9 4.4h6" />,
  criteria: <path d="M2 4.2h7m3.4 0H14M2 11.8h2.2m3.4 0H14M10.7 2.5v3.4M5.9 10.1v3.4" />,
  carriers: <path d="M2 14V5.4l4.4-3.2v11.8M6.4 6.4H14V14H2m7-5h2.4M9 11.4h2.4M4 7.6h.4M4 10.4h.4" />,
  messages: <path d="M1.8 3.2h12.4v9.6H1.8zm.2.4L8 8.4l6-4.8" />,
  ledger: <path d="M3.2 2h9.6v12H3.2zM5.6 5h4.8M5.6 8h4.8m-4.8 3h2.6" />,
  search: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10m3.7-1.3L14.2 14" />,
  chevron: <path d="m6 3.6 4.4 4.4L6 12.4" />,
  down: <path d="m3.6 6 4.4 4.4L12.4 6" />,
  up: <path d="m3.6 10 4.4-4.4 4.4 4.4" />,
  close: <path d="m3.6 3.6 8.8 8.8m0-8.8-8.8 8.8" />,
  person: <path d="M8 8.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.6 14c.5-2.8 2.6-4.2 5.4-4.2s4.9 1.4 5.4 4.2" />,
  purpose: (
    <path d="M8 1.8 13.4 4v4c0 3.2-2.2 5.3-5.4 6.4C4.8 13.3 2.6 11.2 2.6 8V4zM5.6 8l1.8 1.8 3.2-3.4" />
  ),
  clock: <path d="M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M8 4.6V8l2.4 1.6" />,
  columns: <path d="M1.8 2.8h12.4v10.4H1.8zm4.2 0v10.4m4-10.4v10.4" />,
  copy: <path d="M5.4 5.4h8.2v8.2H5.4zM3.2 10.6h-.8V2.4h8.2v.8" />,
  add: <path d="M8 2.6v10.8M2.6 8h10.8" />,
  remove: <path d="M2.6 8h10.8" />,
  upload: <path d="M8 10.6V2.4M4.6 5.6 8 2.4l3.4 3.2M2.4 10.4v3.2h11.2v-3.2" />,
  refresh: <path d="M13.4 8a5.4 5.4 0 1 1-1.6-3.8L13.6 6m0-3.6V6H10" />,
  check: <path d="m2.8 8.6 3.4 3.4 7-7.6" />,
  info: <path d="M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M8 7.4v3.6M8 5v.1" />,
  keyboard: <path d="M1.6 4h12.8v8H1.6zM4 6.6h.1m2.6 0h.1m2.5 0h.1m2.5 0h.1M5 9.6h6" />,
  language: (
    <path d="M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M1.8 8h12.4M8 1.8c4 4 4 8.4 0 12.4-4-4-4-8.4 0-12.4" />
  ),
  leave: <path d="M6.2 2.2H2.4v11.6h3.8M6 8h8m-3-3 3 3-3 3" />,
  moon: <path d="M13.6 9.6A6 6 0 0 1 6.4 2.4a6 6 0 1 0 7.2 7.2" />,
  inbound: <path d="m13 3-9.4 9.4m0-6.2v6.4H10" />,
  outbound: <path d="M3 13 12.4 3.6m-6.4-.2h6.4v6.4" />,
  seat: <path d="M4.4 2v6.4h6.2l1.4 5.4M4 11h4.6" />,
  link: (
    <path d="M6.6 9.4 9.4 6.6M7 4.6l1.4-1.4a3 3 0 0 1 4.4 4.4L11.4 9M9 11.4l-1.4 1.4a3 3 0 0 1-4.4-4.4L4.6 7" />
  ),
  filter: <path d="M1.8 3.2h12.4L9.6 8.4v4.8L6.4 11V8.4z" />,
  print: <path d="M4.4 6V2h7.2v4M4.4 11.6H2.2V6h11.6v5.6h-2.2M4.4 9.4h7.2V14H4.4z" />,
  retention: (
    <path d="M3.6 1.8h8.8M3.6 14.2h8.8M4.4 1.8c0 4.6 7.2 7.8 7.2 12.4M11.6 1.8c0 4.6-7.2 7.8-7.2 12.4" />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

/** An icon beside a word; never the only carrier of meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      data-icon={name}
    >
      {paths[name]}
    </svg>
  );
}
