// The product's sign: an open ring and what passes through the opening.

/** Sign and name; the name is text, so that it is read and scales. */
export function Logo({ large = false }: { large?: boolean }) {
  const size = large ? 40 : 24;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: large ? 12 : 9 }} translate="no">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <path
          d="M21.6 7.4A11 11 0 1 0 26.8 15"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2.8"
          strokeLinecap="round"
        />
        <path d="M29.4 3.2 11.4 11.4l6.7 2.2 2.3 6.5z" fill="var(--ink)" />
      </svg>
      <span style={{ fontWeight: 680, fontSize: large ? 24 : 15.5, letterSpacing: "-0.02em" }}>
        Open<span style={{ color: "var(--accent)" }}>PIU</span>
      </span>
    </span>
  );
}
