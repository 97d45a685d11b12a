import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { examineMail, sendDigests } from '../work/digest.ts'
import { openMailRoom } from '../work/mail-room.ts'
import { sweepReminders } from '../work/reminder.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printTable } from './output.ts'

type Options = DatabaseOptions & { readonly json?: boolean }

/** `reminders sweep` and `reminders digest`: for who runs the clock outside, such as cron. */
export function addReminders(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  const reminders = program.command('reminders').description('tell desks what waits, and send the digests that are due')
  reminders
    .command('sweep')
    .description('tell every desk and organization what came in, is due soon or is overdue')
    .option('--json', 'one JSON document')
    .action((options: Options, command: Command) => run(() => sweep({ ...command.optsWithGlobals(), ...options })))
  reminders
    .command('digest')
    .description('send the digests that are due by mail; exit 3 where one could not be sent')
    .option('--json', 'one JSON document')
    .action((options: Options, command: Command) => run(() => digest({ ...command.optsWithGlobals(), ...options })))
}

async function sweep(options: Options): Promise<number> {
  const swept = await withDesk(options, (desk) => sweepReminders({ ...desk, key: randomUUID() }))
  tell(options, swept)
  return EXIT.ok
}

async function digest(options: Options): Promise<number> {
  const room = openMailRoom(process.env)
  const { sent, counts } = await withDesk(options, async (desk) => ({
    sent: await sendDigests(desk, room),
    counts: (await examineMail(desk, null)).counts,
  }))
  if (options.json === true) printJson({ ...sent, lastDays: counts })
  else tell(options, sent)
  return sent.failed + sent.waiting + sent.unknown === 0 ? EXIT.ok : EXIT.findings
}

function tell(options: Options, document: Readonly<Record<string, number | boolean>>): void {
  if (options.json === true) printJson(document)
  else
    printTable(
      ['', ''],
      Object.entries(document).map(([name, value]) => [name, String(value)]),
    )
}
