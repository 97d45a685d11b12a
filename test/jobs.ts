import { openOperatorSession } from '../src/store/session.ts'
import { openBatchOffice, type BatchOffice } from '../src/work/batch-office.ts'
import { takeBatches } from '../src/work/batch-run.ts'
import { getBatch, type BatchPage } from '../src/work/batch.ts'
import type { Desk } from '../src/work/desk.ts'
import { openJobOffice, type JobOffice } from '../src/work/job-office.ts'
import type { City } from './city.ts'

export type TestJobs = {
  readonly jobs: JobOffice
  readonly batches: BatchOffice
  /** What went wrong beside the work. */
  readonly heard: unknown[]
  /** Begins to take up what was ordered. */
  readonly begin: () => Promise<void>
}

/** The queues of a city's database, and an office of files that nobody works for until it begins. */
export async function openTestJobs(city: Pick<City, 'db' | 'adminUrl' | 'desk'>, dataDir: string): Promise<TestJobs> {
  const heard: unknown[] = []
  const jobs = openJobOffice({
    db: city.db,
    packs: city.desk.packs,
    openSession: () => openOperatorSession(city.adminUrl),
    now: Date.now,
    told: (error) => heard.push(error),
  })
  const batches = openBatchOffice(dataDir, jobs)
  await jobs.start()
  return { jobs, batches, heard, begin: () => takeBatches(batches) }
}

/** A batch once nobody works on it any more. */
export async function settledBatch(desk: Desk, office: BatchOffice, id: string): Promise<BatchPage> {
  for (;;) {
    const page = await getBatch(desk, office, id, 0)
    if (!['checking', 'importing'].includes(page.batch.state)) return page
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
