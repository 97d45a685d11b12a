import { Command, CommanderError } from 'commander'
import { addAnalyse } from './analyse.ts'
import { addCase } from './case.ts'
import { addCensus } from './census.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addGate } from './gate.ts'
import { addImport } from './import.ts'
import { addOpenapi } from './openapi.ts'
import { EXIT, reportError } from './output.ts'
import { addPlan } from './plan.ts'
import { addReminders } from './reminders.ts'
import { addSystem } from './system.ts'
import { addServe } from './serve.ts'

/** Runs a piece of work and leaves its exit code; errors are told on stderr, never as a stack. */
async function run(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    process.exitCode = reportError(error)
  }
}

function program(): Command {
  const trefoil = new Command('trefoil')
    .description('三叶 Trefoil: Party-building in social organizations: three lines, three steps, three passes')
    .option('--database <url>', 'a PostgreSQL of version 15 or later (also DATABASE_URL)')
    .option('--data <folder>', 'the folder of the built-in database', './data')
    .exitOverride()
  for (const add of [
    addServe,
    addDemo,
    addDoctor,
    addOpenapi,
    addImport,
    addExport,
    addAnalyse,
    addPlan,
    addCensus,
    addCase,
    addGate,
    addReminders,
    addSystem,
  ])
    add(trefoil, run)
  return trefoil
}

// A reader that has seen enough (`| head`) closes the pipe: that ends the command quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure),
)

try {
  await program().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage
}
