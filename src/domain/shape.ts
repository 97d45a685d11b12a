/** What a record of a data file may hold: each key with how its value is known to be right. */
export type Shape = Readonly<Record<string, { readonly is: (value: unknown) => boolean; readonly optional?: true }>>

/** What keeps a value from having a shape, all at once; keys that nobody reads are faults too. */
export function faultsIn(owner: string, value: unknown, shape: Shape): string[] {
  if (!isRecord(value)) return [`${owner} is no object`]
  const unknown = Object.keys(value).filter((key) => !(key in shape))
  return [
    ...unknown.map((key) => `${owner}: ${key} is not known`),
    ...Object.entries(shape).flatMap(([key, { is, optional }]) => {
      if (value[key] === undefined) return optional === true ? [] : [`${owner}: ${key} is missing`]
      return is(value[key]) ? [] : [`${owner}: ${key} is not right`]
    }),
  ]
}

/** The words that stand twice or more, each once. */
export function twice(words: readonly string[]): string[] {
  return [...new Set(words.filter((word, index) => words.indexOf(word) !== index))]
}

export function nameOf(value: unknown): string {
  return isRecord(value) && isText(value['id']) ? value['id'] : '?'
}

export function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : []
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isFlag(value: unknown): boolean {
  return typeof value === 'boolean'
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

export function isId(value: unknown): boolean {
  return isText(value) && /^[a-z][A-Za-z0-9]*$/.test(value)
}

export function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 2 && isText(value['zh']) && isText(value['en'])
}
