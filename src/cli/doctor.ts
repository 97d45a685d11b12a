import type { Command } from 'commander'
import { sql } from 'kysely'
import { assumedOf } from '../domain/policy.ts'
import { reading, type Desk } from '../work/desk.ts'
import { examineMail } from '../work/digest.ts'
import { openMailRoom } from '../work/mail-room.ts'
import { fillNameKeys } from '../work/name-keys.ts'
import { getPolicy, listPolicies } from '../work/policy.ts'
import { listWrongStandings } from '../work/standing.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printTable } from './output.ts'

type Finding = { readonly check: string; readonly ok: boolean; readonly says: string }

/** `doctor`: whether the machine, the database and the derived standings are sound; exit 3 where something is not. */
export function addDoctor(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('doctor')
    .description('check Node, the database, the policy packs, and recompute every standing')
    .option('--json', 'one JSON document')
    .action((options: DatabaseOptions & { json?: boolean }, command: Command) =>
      run(async () => {
        const findings = await examine({ ...command.optsWithGlobals(), ...options })
        if (options.json === true) printJson({ findings })
        else
          printTable(
            ['', 'check', ''],
            findings.map((one) => [one.ok ? 'ok' : 'WRONG', one.check, one.says]),
          )
        return findings.every((one) => one.ok) ? EXIT.ok : EXIT.findings
      }),
    )
}

function examine(options: DatabaseOptions): Promise<Finding[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const node = { check: 'node', ok: major > 20 || (major === 20 && minor >= 19), says: process.version }
  return withDesk(options, async (desk) => {
    const names = await fillNameKeys(desk)
    const found = await reading(desk, async (tx, clock) => {
      const { rows } = await sql<{ version: number; fsync: string; role: string }>`
        select current_setting('server_version_num')::integer as version, current_setting('fsync') as fsync,
               current_user as role`.execute(tx)
      const [server] = rows
      const policy = await getPolicy(tx, desk.packs, { day: clock.today })
      const wrong = await listWrongStandings(tx, policy)
      const packs = listPolicies(desk.packs)
      return [
        node,
        { check: 'postgresql', ok: (server?.version ?? 0) >= 150_000, says: String(server?.version ?? '—') },
        { check: 'fsync', ok: server?.fsync === 'on', says: server?.fsync ?? '—' },
        { check: 'role', ok: server?.role === 'trefoil_app', says: server?.role ?? '—' },
        { check: 'policy packs', ok: packs.length > 0, says: packs.map((one) => one.id).join(', ') },
        { check: 'policy in force', ok: true, says: `${policy.id}, ${assumedOf(policy).length} assumed` },
        { check: 'names', ok: true, says: `${names} were given their search keys` },
        { check: 'standings', ok: wrong.length === 0, says: `${wrong.length} differ from the facts` },
      ]
    })
    return [...found, await mailFinding(desk)]
  })
}

/** Whether mail is on, reaches its server, and how many mails of the last thirty days did not arrive. */
async function mailFinding(desk: Desk): Promise<Finding> {
  const { isOn, fault, counts } = await examineMail(desk, openMailRoom(process.env))
  const said = counts
    .map(({ state, fault: why, count }) => `${state}${why === null ? '' : ` (${why})`} ${count}`)
    .join(', ')
  const last = said === '' ? '' : `; 30 days: ${said}`
  if (!isOn) return { check: 'mail', ok: true, says: `off${last}` }
  return { check: 'mail', ok: fault === null, says: `${fault ?? 'on'}${last}` }
}
