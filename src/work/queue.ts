/** Work that runs beside the requests of one process, one piece after another. */
export type Queue = {
  /** Says that work for this id is coming, so that nobody takes it for lost between its row and its start. */
  readonly reserve: (id: string) => void
  readonly release: (id: string) => void
  /** Runs the job when those before it have ended; a second job for an id that is held by one is left out. */
  readonly add: (id: string, job: () => Promise<void>) => void
  readonly holds: (id: string) => boolean
  /** The ids that are held at this moment. */
  readonly held: () => ReadonlySet<string>
  /** When all that has been added is done. */
  readonly settled: () => Promise<void>
}

/** A job tells its own failures: one that rejects all the same ends alone and is heard by `told`. */
export function makeQueue(told: (error: unknown) => void): Queue {
  const reserved = new Map<string, number>()
  const added = new Set<string>()
  let last = Promise.resolve()
  const release = (id: string) => {
    const left = (reserved.get(id) ?? 0) - 1
    if (left > 0) reserved.set(id, left)
    else reserved.delete(id)
  }
  return {
    reserve: (id) => reserved.set(id, (reserved.get(id) ?? 0) + 1),
    release,
    add: (id, job) => {
      if (added.has(id)) return
      added.add(id)
      last = last
        .then(job)
        .catch(told)
        .finally(() => added.delete(id))
    },
    holds: (id) => added.has(id) || reserved.has(id),
    held: () => new Set([...added, ...reserved.keys()]),
    settled: () => last,
  }
}
