import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { writeCity } from '../bench/city.ts'
import { openKillStage, playRound, type KillStage, type Round } from './kill.ts'

// The long form is `npm run bench -- kill`: 20 kills of an import of 10,000 rows.
const folder = mkdtempSync(join(tmpdir(), 'trefoil-kill-'))
let stage: KillStage
let whole: Round
beforeAll(async () => {
  const { paths } = await writeCity(folder, { organizations: 1_500, partyOrganizations: 200 })
  stage = await openKillStage(inject('databaseServer').adminUrl, folder, paths[0] ?? '')
  whole = await playRound(stage, undefined)
}, 120_000)
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each([0.1, 0.4, 0.8])(
  'an import whose server is killed after %d of its time ends once, whole and the same',
  async (share) => {
    const round = await playRound(stage, share * whole.seconds * 1000)
    expect(round).toMatchObject({ state: 'done', imports: 1, hash: whole.hash })
  },
)
