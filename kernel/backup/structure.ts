// Backup room: reads the catalogue of some schemas as the statements that make them anew, all that Hubung, its modules
// and its queue use. What could not be made anew is refused while the backup is written, not when it is needed.
import type { ClientBase } from 'pg'
import { Refusal } from '../refusal.ts'

export interface Structure {
  before: string[]
  after: string[]
  /** Those that hold rows, with the columns that are stored and not computed. */
  tables: { schema: string, name: string, columns: string[] }[]
  sequences: { schema: string, name: string }[]
}

/** To be called with an empty `search_path`, so that every name comes with its schema. */
export async function readStructure(client: ClientBase, schemas: string[]): Promise<Structure> {
  const rows = async <Row>(text: string) => (await client.query(text, [schemas])).rows as Row[]
  const statements = async (text: string) => (await rows<{ statement: string }>(text)).map(row => row.statement)
  const [odd] = await rows<{ what: string }>(unknown)
  if (odd) throw new Refusal(`The database holds something that a backup cannot carry yet: ${odd.what}. Remove it, or back the database up with pg_dump.`)
  const before: string[] = []
  for (const query of [schemaNames, types, functions(true), sequences, tables, functions(false)]) before.push(...await statements(query))
  const after: string[] = []
  for (const query of [indexes('r'), constraints('r'), partitions, indexes('p'), constraints('p'), foreignKeys, owned, storage, statistics, views, triggers, rowSecurity, comments]) {
    after.push(...await statements(query))
  }
  return { before, after, tables: await rows(stored), sequences: await rows(`select n.nspname as schema, c.relname as name ${from} and c.relkind = 'S' ${byName}`) }
}

/** Relations of the schemas `$1`, none of an extension. */
const from = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1::text[]) and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')`
const byName = 'order by n.nspname collate "C", c.relname collate "C"'

const unknown = `select what from (
    select format('%s %I.%I', case c.relkind when 'm' then 'materialized view' else 'foreign table' end, n.nspname, c.relname) as what ${from} and c.relkind in ('m', 'f')
    union all select format('row policy %I on %s', p.polname, c.oid::regclass) from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1)
    union all select format('rule %I on %s', r.rulename, c.oid::regclass) from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and r.rulename <> '_RETURN'
    union all select format('type %I.%I', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname = any($1) and t.typtype in ('d', 'r')
    union all select format('aggregate %s', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1) and p.prokind not in ('f', 'p')
    union all select format('table %s, which inherits', i.inhrelid::regclass) from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind = 'r' and not c.relispartition
  ) odd order by what limit 1`

const schemaNames = `select format('create schema %I', n.nspname) as statement from pg_namespace n where n.nspname = any($1::text[]) order by n.nspname collate "C"`

const types = `select case t.typtype when 'e' then format('create type %I.%I as enum (%s)', n.nspname, t.typname, (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    else format('create type %I.%I as (%s)', n.nspname, t.typname, (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum) from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped)) end as statement
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where n.nspname = any($1::text[]) and (t.typtype = 'e' or (t.typtype = 'c' and c.relkind = 'c')) order by t.oid`

/** Those that name no table's row type come first: generated columns call them. */
const functions = (early: boolean) => `select pg_get_functiondef(p.oid) as statement from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any($1::text[]) and ${early ? 'not ' : ''}(p.prosqlbody is not null or exists (select from pg_depend d join pg_type t on t.oid = d.refobjid left join pg_type e on e.oid = t.typelem
    join pg_class c on c.oid in (t.typrelid, e.typrelid) where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.refclassid = 'pg_type'::regclass and c.relkind in ('r', 'p', 'v')))
  order by p.oid`

/** Identity columns make their own. */
const sequences = `select format('create sequence %I.%I as %s increment by %s minvalue %s maxvalue %s start with %s cache %s%s', n.nspname, c.relname, format_type(s.seqtypid, null), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, case when s.seqcycle then ' cycle' end) as statement
  from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1::text[]) and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i') ${byName}`

const column = `concat(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
  (select format(' collate %I.%I', ns.nspname, o.collname) from pg_collation o join pg_namespace ns on ns.oid = o.collnamespace join pg_type t on t.oid = a.atttypid where o.oid = a.attcollation and a.attcollation <> t.typcollation),
  case a.attgenerated when 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid)) when 'v' then format(' generated always as (%s) virtual', pg_get_expr(d.adbin, d.adrelid)) else ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
  (select format(' generated %s as identity (sequence name %I.%I increment by %s minvalue %s maxvalue %s start with %s cache %s)', case a.attidentity when 'a' then 'always' else 'by default' end, sn.nspname, sc.relname, s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache)
    from pg_depend i join pg_class sc on sc.oid = i.objid join pg_namespace sn on sn.oid = sc.relnamespace join pg_sequence s on s.seqrelid = sc.oid
    where i.classid = 'pg_class'::regclass and i.refclassid = 'pg_class'::regclass and i.refobjid = c.oid and i.refobjsubid = a.attnum and i.deptype = 'i'),
  case when a.attnotnull then concat((select format(' constraint %I', k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype = 'n' and k.conkey = array[a.attnum]), ' not null') end)`

const tables = `select format('create %stable %I.%I (%s)%s%s', case c.relpersistence when 'u' then 'unlogged ' end, n.nspname, c.relname,
    (select string_agg(${column}, ', ' order by a.attnum) from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end, ' with (' || array_to_string(c.reloptions, ', ') || ')') as statement
  ${from} and c.relkind in ('r', 'p') ${byName}`

const stored = `select n.nspname as schema, c.relname as name, coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}') as columns
  ${from} and c.relkind = 'r' ${byName}`

/** One that is still being built, or whose building failed, is left to be built anew. That of a partitioned table takes those of its partitions, which stand by then, as its own. */
const indexes = (kind: 'r' | 'p') => `select ${kind === 'p' ? `regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')` : 'pg_get_indexdef(i.indexrelid)'} as statement
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_class x on x.oid = i.indexrelid
  where n.nspname = any($1::text[]) and c.relkind = '${kind}' and i.indisvalid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) ${byName}, x.relname collate "C"`

const constraint = `format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))`
const ofTables = `from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1::text[])`

const constraints = (kind: 'r' | 'p') => `select ${constraint} as statement ${ofTables} and c.relkind = '${kind}' and k.contype in ('p', 'u', 'x', 'c') ${byName}, k.conname collate "C"`

const foreignKeys = `select ${constraint} as statement ${ofTables} and k.contype = 'f' and k.conparentid = 0 ${byName}, k.conname collate "C"`

const partitions = `select format('alter table %s attach partition %I.%I %s', i.inhparent::regclass, n.nspname, c.relname, pg_get_expr(c.relpartbound, c.oid)) as statement
  from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1::text[]) and c.relispartition and c.relkind in ('r', 'p') ${byName}`

const owned = `select format('alter sequence %I.%I owned by %s.%I', n.nspname, c.relname, d.refobjid::regclass, a.attname) as statement
  from pg_depend d join pg_class c on c.oid = d.objid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where n.nspname = any($1::text[]) and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and c.relkind = 'S' ${byName}`

const storage = `select format('alter table %I.%I alter column %I set storage %s', n.nspname, c.relname, a.attname, case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end) as statement
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
  where n.nspname = any($1::text[]) and c.relkind in ('r', 'p') and a.attnum > 0 and a.attstorage <> t.typstorage ${byName}, a.attnum`

const statistics = `select pg_get_statisticsobjdef(s.oid) as statement from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where n.nspname = any($1::text[]) order by s.oid`

const views = `select format('create view %I.%I as %s', n.nspname, c.relname, pg_get_viewdef(c.oid)) as statement ${from} and c.relkind = 'v' order by c.oid`

const triggers = `select pg_get_triggerdef(t.oid) as statement from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1::text[]) and not t.tgisinternal and t.tgparentid = 0 ${byName}, t.tgname collate "C"`

const rowSecurity = `select format('alter table %I.%I %s row level security', n.nspname, c.relname, way) as statement
  from pg_class c join pg_namespace n on n.oid = c.relnamespace, (values ('enable'), ('force')) as w (way)
  where n.nspname = any($1::text[]) and c.relkind in ('r', 'p') and case way when 'enable' then c.relrowsecurity else c.relforcerowsecurity end ${byName}, way`

const comments = `select statement from (
    select format('comment on schema %I is %L', n.nspname, d.description) as statement from pg_description d join pg_namespace n on n.oid = d.objoid and d.classoid = 'pg_namespace'::regclass where n.nspname = any($1::text[])
    union all select format('comment on %s %s%s is %L', case when d.objsubid > 0 then 'column' when c.relkind = 'v' then 'view' else 'table' end, c.oid::regclass, (select format('.%I', a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0), d.description)
      from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1::text[]) and c.relkind in ('r', 'p', 'v')
  ) made order by statement collate "C"`
