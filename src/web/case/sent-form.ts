import type { Form } from '../../domain/case.ts'

/** A form as the wire takes it: lists that can be changed. */
export function sentForm(form: Form): Record<string, string | number | boolean | null | string[]> {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, typeof value === 'object' && value !== null ? [...value] : value]),
  )
}
