/** Rows that are picked out, by code; the anchor is where a range begins. */
export type Selection = { readonly codes: ReadonlySet<string>; readonly anchor: string | undefined }

export const NOTHING_SELECTED: Selection = { codes: new Set(), anchor: undefined }

/** One row more, or one less. */
export function toggled({ codes }: Selection, code: string): Selection {
  const next = new Set(codes)
  if (!next.delete(code)) next.add(code)
  return { codes: next, anchor: code }
}

/** All rows of the page from the anchor to this one; without an anchor on the page, the row alone. */
export function ranged({ codes, anchor }: Selection, code: string, page: readonly string[]): Selection {
  const [from, to] = [page.indexOf(anchor ?? code), page.indexOf(code)]
  if (from < 0) return { codes: new Set([...codes, code]), anchor: code }
  return {
    codes: new Set([...codes, ...page.slice(Math.min(from, to), Math.max(from, to) + 1)]),
    anchor: anchor ?? code,
  }
}

/** The whole page, or none of it where all of it was selected. */
export function pageToggled({ codes, anchor }: Selection, page: readonly string[]): Selection {
  const next = new Set(codes)
  const isWhole = page.every((code) => codes.has(code))
  for (const code of page)
    if (isWhole) next.delete(code)
    else next.add(code)
  return { codes: next, anchor }
}
