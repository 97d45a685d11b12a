const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text can be an id: what is none names nothing, and is asked for nowhere. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
