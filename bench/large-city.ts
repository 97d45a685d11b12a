import pg from 'pg'
import { codeKeysOf, nameKeysOf } from '../src/domain/duplicate-key.ts'
import { namePartsOf } from '../src/domain/name-core.ts'
import { soundOf } from '../src/store/duplicate.ts'
import { nameKeyOf } from '../src/store/name-key.ts'

const WORDS =
  '晨光 博爱 同心 启明 长青 和润 安康 瑞祥 春晖 蓝天 弘毅 厚德 明德 致远 思源 乐善 仁和 惠民 锦程 卓越'.split(' ')

type Source = { readonly id: number; readonly code: string; readonly name: string }
type Copy = { readonly source: number; readonly code: string; readonly name: string }

/**
 * Grows the demo city to a size by copies of its organizations with facts, history and standings, each in the place of
 * its model but with a name and a code of its own. As the owner and in bulk: it is the reading that is measured.
 */
export async function growCity(migratorUrl: string, organizations: number): Promise<number> {
  const client = new pg.Client({ connectionString: migratorUrl, options: '-c search_path=trefoil,public' })
  await client.connect()
  try {
    const { rows: sources } = await client.query<Source>(
      `select o.id, o.code, f.name from organization o
       join organization_fact f on f.organization_id = o.id and upper_inf(f.known) and upper_inf(f.valid) order by o.id`,
    )
    const wanted = organizations - sources.length
    const copies = Array.from({ length: Math.max(0, wanted) }, (_, index) => copyOf(sources, index))
    for (let start = 0; start < copies.length; start += 10_000) {
      await insertCopies(client, copies.slice(start, start + 10_000))
    }
    // As the server does by itself within minutes.
    await client.query('vacuum (analyze)')
    const { rows } = await client.query<{ count: number }>('select count(*)::integer as count from organization')
    return rows[0]?.count ?? 0
  } finally {
    await client.end()
  }
}

/** The model's name with a word of two characters in it, so that names are many; its code is no valid one. */
function copyOf(sources: readonly Source[], index: number): Copy {
  const source = sources[index % sources.length]
  if (source === undefined) throw new Error('The city has no organization to copy.')
  const round = Math.floor(index / sources.length)
  const word = `${WORDS[(index * 7 + round) % WORDS.length]}${WORDS[(index * 11 + round * 3) % WORDS.length]}`
  const at = Math.min(6, source.name.length - 4)
  return {
    source: source.id,
    code: `B${String(round + 1)}${source.code.slice(2, 8)}${String(index).padStart(10, '0')}`,
    name: `${source.name.slice(0, at)}${word}${source.name.slice(at)}`,
  }
}

async function insertCopies(client: pg.Client, copies: readonly Copy[]): Promise<void> {
  const rows = copies.map((copy) => {
    const { keys, sortKey } = nameKeyOf(copy.name, copy.code)
    return { ...copy, ...keys, sort_key: sortKey }
  })
  await client.query('begin')
  await client.query(
    `create temporary table copy on commit drop as
     select r.*, o.scope, f.name as model from json_to_recordset($1::json) as r(source integer, code text, name text, written text, short text,
       pinyin text, sort_key text)
     join organization o on o.id = r.source
     join organization_fact f on f.organization_id = o.id and upper_inf(f.known) and upper_inf(f.valid)`,
    [JSON.stringify(rows)],
  )
  await client.query('insert into organization (code, scope) select code, scope from copy')
  await client.query('alter table copy add column id integer')
  await client.query('update copy set id = o.id from organization o where o.code = copy.code')
  await client.query(
    `insert into organization_name (organization_id, scope, name, written, short, pinyin)
     select id, scope, name, written, short, pinyin from copy`,
  )
  await insertSigns(client, copies)
  for (const table of ['organization_fact', 'responsibility', 'count_fact', 'standing']) {
    const { rows: found } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
         and attgenerated = '' and attidentity = ''`,
      [`trefoil.${table}`],
    )
    const given: Readonly<Record<string, string>> = {
      organization_id: 'copy.id',
      name: 'case when t.name = copy.model then copy.name else t.name end',
      address: "t.address || '附' || copy.id",
      sort_key: 'case when t.name = copy.model then copy.sort_key else t.sort_key end',
      ...(table === 'standing' ? { code: 'copy.code' } : { scope: 'copy.scope' }),
    }
    const names = found.map(({ name }) => `"${name}"`)
    const values = found.map(({ name }) => given[name] ?? `t."${name}"`)
    await client.query(
      `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} t join copy on copy.source = t.organization_id`,
    )
  }
  await client.query('commit')
}

/** The keys by which possible duplicates are found, but for addresses: a copy has one of its own. */
async function insertSigns(client: pg.Client, copies: readonly Copy[]): Promise<void> {
  const { rows: places } = await client.query<{ name: string }>(
    `select distinct name from place_fact where level in ('province', 'city', 'district') and upper_inf(known)`,
  )
  const names = places.map(({ name }) => name)
  const rows = copies.flatMap(({ code, name }) => {
    const { core } = namePartsOf(name, names)
    return [
      { code, source: 'code', ...codeKeysOf(code) },
      { code, source: `name ${name}`, ...nameKeysOf(core, soundOf(core)) },
    ]
  })
  await client.query(
    `insert into organization_sign (organization_id, scope, source, anywhere, local, near)
     select copy.id, copy.scope, r.source, r.anywhere, r.local, r.near
     from json_to_recordset($1::json) as r(code text, source text, anywhere bigint[], local bigint[], near bigint[])
     join copy on copy.code = r.code`,
    [JSON.stringify(rows)],
  )
}
