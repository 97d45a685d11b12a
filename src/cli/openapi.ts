import type { Command } from 'commander'
import { openApiDocument } from '../api/openapi.ts'
import { EXIT, printLine } from './output.ts'

/** `openapi`: the document of the HTTP interface, as docs/openapi.json holds it; needs no database. */
export function addOpenapi(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('openapi')
    .description('print the OpenAPI document of the HTTP interface')
    .action(() =>
      run(async () => {
        printLine(JSON.stringify(await openApiDocument(), null, 2))
        return EXIT.ok
      }),
    )
}
