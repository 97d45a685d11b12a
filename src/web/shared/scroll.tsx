import type { ReactNode } from 'react'

/** A wide table in its own box that scrolls sideways, by keyboard too. */
export function Scroll({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reached by keyboard (WCAG 2.1.1), and no tag says a plain group
    <div className="scroll" role="group" tabIndex={0} aria-label={name}>
      {children}
    </div>
  )
}
