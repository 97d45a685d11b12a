// Two functions and not one: each then sees one kind of array, which the engine turns into a plain load.

/** The entry of a table of whole numbers. An index outside would be a bug of the caller; it reads as 0. */
export function whole(values: Int32Array, index: number): number {
  return values[index] ?? 0
}

/** The entry of a table of real numbers; as above. */
export function real(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
