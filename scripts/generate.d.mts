export const TYPES_FILE: string
export function generateTypes(
  url: string,
  options?: { readonly check?: boolean },
): { readonly ok: boolean; readonly text: string }
