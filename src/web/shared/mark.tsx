/** Three leaves (lines, steps, passes) and a stem. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <g fill="var(--leaf)">
        <circle cx="12" cy="7" r="5" />
        <circle cx="7.2" cy="14.2" r="5" />
        <circle cx="16.8" cy="14.2" r="5" />
      </g>
      <path d="M12 13c0 4 .6 6.500 2 9" stroke="var(--leaf-deep)" strokeWidth="1.6" fill="none" strokeLinecap="round" />
    </svg>
  )
}
