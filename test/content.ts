import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Rows of a statement as the superuser sees them. */
export type Asks = <T extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]) => Promise<T[]>

const CONTENT: readonly string[] = [
  `select p.code, f.valid, f.stated_on, f.name, f.level, a.code as parent, m.code as manager, f.longitude, f.latitude
   from place_fact f join place p on p.id = f.place_id left join place a on a.id = f.parent_id
   left join place m on m.id = f.managed_by_id where upper_inf(f.known)`,
  `select b.key, f.valid, f.stated_on, f.name, f.line, f.line_no, f.level, a.key as parent, p.code as place
   from body_fact f join body b on b.id = f.body_id left join body a on a.id = f.parent_id
   left join place p on p.id = f.place_id where upper_inf(f.known)`,
  `select o.code, to_jsonb(f) - '{id,organization_id,scope,scope_place,known,batch_id,closed_by,place_id}'::text[] as said,
   p.code as place, op.code as scope_place, o.scope % 64 as line
   from organization_fact f join organization o on o.id = f.organization_id left join place p on p.id = f.place_id
   left join place op on op.id = o.scope_place where upper_inf(f.known)`,
  `select o.code, f.valid, f.stated_on, f.line, f.line_no, b.key
   from responsibility f join organization o on o.id = f.organization_id left join body b on b.id = f.body_id
   where upper_inf(f.known)`,
  `select o.code, to_jsonb(f) - '{id,organization_id,scope,scope_place,known,batch_id,closed_by}'::text[] as said
   from count_fact f join organization o on o.id = f.organization_id where upper_inf(f.known)`,
  `select p.key, to_jsonb(f) - '{id,party_organization_id,known,batch_id,closed_by}'::text[] as said
   from party_organization_fact f join party_organization p on p.id = f.party_organization_id where upper_inf(f.known)`,
  `select o.code, p.key, f.valid, f.stated_on, f."primary", f.approval
   from coverage f join organization o on o.id = f.organization_id
   join party_organization p on p.id = f.party_organization_id where upper_inf(f.known)`,
  `select to_jsonb(f) - '{id,organization_id,known,scope,scope_place,place_id,body_id,party_organization_id}'::text[] as said,
   p.code as place, b.key as body, q.key as party
   from standing f left join place p on p.id = f.place_id left join body b on b.id = f.body_id
   left join party_organization q on q.id = f.party_organization_id where upper_inf(f.known)`,
]

/** What is on record now, by natural keys: equal for two databases, or two moments, that say the same. */
export async function contentHash(ask: Asks): Promise<string> {
  const hash = createHash('sha256')
  for (const select of CONTENT) {
    const rows = await ask<{ line: string }>(
      `select row_to_json(t)::text as line from (${select}) t order by row_to_json(t)::text collate "C"`,
    )
    hash.update(`${rows.map((row) => row.line).join('\n')}\n\n`)
  }
  return hash.digest('hex')
}
