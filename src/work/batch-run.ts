import type { Text } from '../domain/refusal.ts'
import { findBatch } from '../store/batch.ts'
import { asActor } from '../store/connection.ts'
import { beginAttempt, failBatch, listUnfinishedBatches, openJobSession } from '../store/job-progress.ts'
import { closeSession, newToken } from '../store/session.ts'
import { checkBatch, importBatch } from './batch-job.ts'
import type { BatchOffice } from './batch-office.ts'
import { tryingAgain, type Desk } from './desk.ts'

/** Takes up what an earlier process left under way, and from then on whatever is ordered. */
export async function takeBatches(office: BatchOffice): Promise<void> {
  const system = await office.jobs.system()
  await asActor(system.db, system.token, async (tx) => {
    for (const id of await listUnfinishedBatches(tx)) await office.jobs.send(tx, 'batches', id)
  })
  await office.jobs.take('batches', (desk, id) => runBatch(desk, office, id))
}

const ACCOUNT_ENDED: Text = {
  zh: '下达导入的账号已停用，或不再有写入的权限；没有写入任何数据。',
  en: 'The account that ordered the import is disabled or may write no more; nothing was written.',
}
const ENDS_ITS_PROCESS: Text = {
  zh: '检查或导入多次被中断，已不再重试，没有写入任何数据；请拆分文件后重新上传，仍不成功请联系管理员。',
  en: 'The check or import was interrupted again and again and is not tried any more; nothing was written. Split the files and upload them again, or ask the administrator.',
}
const MAX_ATTEMPTS = 30

/**
 * The check or import of a batch, as its row says, with the rights of the account that ordered it. Done twice it does
 * nothing the second time; left off in the middle, it has written nothing and begins anew.
 */
export async function runBatch(system: Desk, office: BatchOffice, id: string): Promise<void> {
  const token = newToken()
  const asSystem = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(system.db, system.token, work)
  const word = await asSystem((tx) => openJobSession(tx, id, token))
  if (word === 'refused') await asSystem((tx) => failBatch(tx, id, ACCOUNT_ENDED))
  if (word !== 'opened') return
  const desk = { db: system.db, packs: system.packs, token }
  office.busy.add(id)
  try {
    const attempts = await tryingAgain(() => asActor(desk.db, token, (tx) => beginAttempt(tx, id)))
    if (attempts > MAX_ATTEMPTS) await asSystem((tx) => failBatch(tx, id, ENDS_ITS_PROCESS))
    else await runAs(desk, office, id)
  } finally {
    office.busy.delete(id)
    await asActor(desk.db, token, closeSession).catch(() => undefined)
  }
}

async function runAs(desk: Desk, office: BatchOffice, id: string): Promise<void> {
  const batch = await asActor(desk.db, desk.token, (tx) => findBatch(tx, id))
  if (batch?.state === 'checking') await checkBatch(desk, office, batch)
  else if (batch?.state === 'importing') await importBatch(desk, office, batch)
}
