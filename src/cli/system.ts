import { Option, type Command } from 'commander'
import { Refusal } from '../domain/refusal.ts'
import { OVERLAP, PERMITS, type Permit, type SystemGrant } from '../domain/system.ts'
import { listSystems, registerSystem, revokeSystem, rotateSystem, type Issued } from '../work/system.ts'
import { reading } from '../work/desk.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { demandDay } from './import.ts'
import { EXIT, printJson, printLine, printTable } from './output.ts'

type Run = (work: () => Promise<number>) => Promise<void>
type Options = DatabaseOptions & { readonly json?: boolean }
type RegisterOptions = Options & {
  readonly name: string
  readonly nameEn: string
  readonly contact: string
  readonly permit: readonly string[]
  readonly place?: readonly string[]
  readonly line?: readonly string[]
  readonly expires: string
  readonly perMinute?: string
}

/** `system`: other systems that ask by a token. A token is printed once, by the command that makes it. */
export function addSystem(program: Command, run: Run): void {
  const system = program.command('system').description('other systems that may ask: a registration hall, a platform')
  const whole = (options: object, command: Command) => ({ ...command.optsWithGlobals(), ...options })
  system
    .command('list')
    .description(
      'systems, their grants and the days of their tokens; exit 3 where one ends within 30 days or has ended',
    )
    .option('--json', 'one JSON document')
    .action((options: Options, command: Command) => run(() => list(whole(options, command))))
  system
    .command('register')
    .description('register a system and print its token, this once')
    .requiredOption('--name <zh>', 'its name in Chinese')
    .requiredOption('--name-en <en>', 'its name in English')
    .requiredOption('--contact <office>', 'the office that answers for it; never a person')
    .addOption(new Option('--permit <permits...>', `what it may ask: ${PERMITS.join(', ')}`).makeOptionMandatory())
    .option('--place <codes...>', 'place subtrees that it may look at (default: the whole instance)')
    .option('--line <lines...>', 'civil, community, industry, or ids of industry bodies (default: all)')
    .requiredOption('--expires <day>', 'its last day')
    .option('--per-minute <n>', 'requests a minute (default: the setting of the instance)')
    .option('--json', 'one JSON document')
    .action((options: RegisterOptions, command: Command) =>
      run(() => register(whole(options, command) as RegisterOptions)),
    )
  system
    .command('rotate <id>')
    .description('print a new token; the one before goes on for some days')
    .option('--overlap <days>', 'days for which both are good', String(OVERLAP.usual))
    .option('--json', 'one JSON document')
    .action((id: string, options: Options & { overlap: string }, command: Command) =>
      run(() => rotate(id, Number(options.overlap), whole(options, command))),
    )
  system
    .command('revoke <id>')
    .description('end a system and all its tokens at once')
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--json', 'one JSON document')
    .action((id: string, options: Options & { reason: string }, command: Command) =>
      run(() => revoke(id, options.reason, whole(options, command))),
    )
}

async function list(options: Options): Promise<number> {
  const systems = await withDesk(options, listSystems)
  if (options.json === true) printJson({ systems })
  else
    printTable(
      ['编号 id', '名称 name', '许可 permits', '状态 state', '到期 expires', '最近使用 last used'],
      systems.map(({ id, name, permits, state, expiresOn, tokens }) => [
        id,
        name.zh,
        permits.join(' '),
        state,
        expiresOn,
        tokens
          .map(({ lastUsedOn }) => lastUsedOn ?? '')
          .toSorted()
          .at(-1) ?? '',
      ]),
    )
  return systems.some(({ state }) => state === 'expiring' || state === 'expired') ? EXIT.findings : EXIT.ok
}

async function register(options: RegisterOptions): Promise<number> {
  const { name, nameEn, contact, place, line, perMinute } = options
  const expiresOn = demandDay(options.expires) ?? ''
  const issued = await withDesk(options, async (desk) => {
    const today = await reading(desk, async (_tx, clock) => clock.today)
    const lines = line ?? null
    const grant = (one: string | null): SystemGrant => ({ place: one, lines, from: today, to: null })
    return registerSystem(desk, {
      name: { zh: name, en: nameEn },
      contact,
      permits: permitsOf(options.permit),
      grants: place === undefined ? [grant(null)] : place.map(grant),
      expiresOn,
      perMinute: perMinute === undefined ? null : demandCount('per-minute', Number(perMinute), 100_000),
    })
  })
  return tell(issued, options)
}

async function rotate(id: string, overlap: number, options: Options): Promise<number> {
  if (overlap !== 0) demandCount('overlap', overlap, OVERLAP.most)
  return tell(await withDesk(options, (desk) => rotateSystem(desk, id, overlap)), options)
}

async function revoke(id: string, reason: string, options: Options): Promise<number> {
  const ended = await withDesk(options, (desk) => revokeSystem(desk, id, reason))
  if (options.json === true) printJson(ended)
  else printLine(`已撤销 revoked ${ended.id}`)
  return EXIT.ok
}

function tell(issued: Issued, options: Options): number {
  if (options.json === true) printJson(issued)
  else printLine(`${issued.id}\n${issued.token ?? ''}`)
  process.stderr.write('令牌只显示这一次。 / The token is shown this once.\n')
  return EXIT.ok
}

function permitsOf(words: readonly string[]): Permit[] {
  return words.map((word) => {
    const permit = PERMITS.find((one) => one === word)
    if (permit === undefined) throw new Refusal('BAD_REQUEST', { detail: `--permit ${word} → ${PERMITS.join(', ')}` })
    return permit
  })
}

function demandCount(name: string, count: number, most: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw new Refusal('BAD_REQUEST', { detail: `--${name} → 1…${most}` })
}
