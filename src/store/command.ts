import { sql } from 'kysely'
import type { Tx } from './connection.ts'

export type KeptReply<T> = { readonly requestHash: string; readonly reply: T }

/** The reply that was given to this key of the actor, if any. */
export async function findReply<T>(tx: Tx, key: string): Promise<KeptReply<T> | undefined> {
  const { rows } = await sql<KeptReply<T>>`
    select request_hash, reply from trefoil.command
    where account_id = (select trefoil.actor_id()) and key = ${key}::uuid`.execute(tx)
  return rows[0]
}

export async function keepReply(
  tx: Tx,
  command: { readonly key: string; readonly act: string; readonly requestHash: string; readonly reply: unknown },
): Promise<void> {
  await sql`insert into trefoil.command (account_id, key, act, request_hash, reply)
    values (trefoil.actor_id(), ${command.key}::uuid, ${command.act}, ${command.requestHash},
            ${JSON.stringify(command.reply ?? null)}::jsonb)`.execute(tx)
}

export type AuditEntry = {
  readonly act: string
  readonly subject: string
  readonly why: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

/** Appends to the audit: actor and roles come from the session, not from the caller. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await sql`select trefoil.record_audit(${entry.act}, ${entry.subject}, ${entry.why},
    ${JSON.stringify(entry.facts)}::jsonb)`.execute(tx)
}
