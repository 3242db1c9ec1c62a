/** CIs and their relations as files that can be imported again: the texts of the pages, one after the other, are the file. */
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Handlers, Invocation } from '../../contract/handlers';
import { CiRef } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import type { ClassCatalogue } from '../class-catalogue';
import type { cmdbContract } from '../cmdb.contract';
import type { CiStore, RelationStore } from '../cmdb.ports';
import type { CiFilter, CiSort } from '../cmdb.shapes';
import { COMMON_FIELDS, type Ci } from '../model';
import { batches } from './chunk-view';
import { ATTRIBUTE_COLUMN, EXPORT_FORMAT, exportedCi, rowOfCi } from './export-shape';
import { formulaSafe } from './formula-safe';
import type { importContract } from './import.contract';

export interface ExportPorts {
  readonly cis: Pick<CiStore, 'getAll'>;
  readonly relations: Pick<RelationStore, 'page'>;
  readonly catalogue: () => Promise<ClassCatalogue>;
  /** The list as the caller may see it, with all its filters. */
  readonly list: Handlers<typeof cmdbContract>['cmdb.list'];
}

type ExportHandlers = Pick<Handlers<typeof importContract>, 'cmdb.export.cis' | 'cmdb.export.relations'>;

interface Request {
  readonly filter: CiFilter;
  readonly sort: CiSort;
  readonly format: 'csv' | 'json';
  readonly cursor: string | null;
}

/** Where the next text begins: after which page of the list, within the relations of which CI, and whether a comma is due. */
const Place = z.object({
  list: z.string().nullable(),
  refs: z.array(CiRef).default([]),
  relations: z.string().nullable().default(null),
  some: z.boolean(),
});
type Place = z.output<typeof Place>;

const LIST_PAGE = 100;
/** Well below the 5 MB that an answer may have, and soon enough for 25 seconds. */
const MOST_CHARACTERS = 1_000_000;
const MOST_PAGES = 10;

export function exportPractice(ports: ExportPorts): ExportHandlers {
  return {
    'cmdb.export.cis': (invocation, request) => exportCis(invocation, request, ports),
    'cmdb.export.relations': (invocation, request) => exportRelations(invocation, request, ports),
  };
}

async function exportCis(invocation: Invocation, request: Request, ports: ExportPorts) {
  const { filter, sort, format, cursor } = request;
  const columns = columnsFor(await ports.catalogue(), filter.classKey);
  const out = new Text(format, 'cis', columns, placeOf(cursor));
  let list = placeOf(cursor)?.list ?? null;
  for (let page = 0; page < MOST_PAGES && out.length < MOST_CHARACTERS; page += 1) {
    const { rows, cursor: next } = await ports.list(invocation, { filter, sort, cursor: list, limit: LIST_PAGE });
    for (const ci of await inOrder(
      rows.map(({ ref }) => CiRef.parse(ref)),
      ports,
    )) {
      const exported = exportedCi(ci);
      out.add(rowOfCi(exported), exported);
    }
    list = next;
    if (list === null) return out.end();
  }
  return out.pause({ list, refs: [], relations: null });
}

async function inOrder(refs: readonly CiRef[], { cis }: ExportPorts): Promise<Ci[]> {
  const found: Ci[] = [];
  for (const batch of batches(refs)) {
    const stored = await cis.getAll(batch);
    for (const ref of batch) {
      const ci = stored.get(ref)?.ci;
      if (ci !== undefined) found.push(ci);
    }
  }
  return found;
}

async function exportRelations(invocation: Invocation, request: Request, ports: ExportPorts) {
  const { filter, sort, format, cursor } = request;
  const place = placeOf(cursor);
  const out = new Text(format, 'relations', ['from', 'type', 'to'], place);
  let { list, refs, relations } = place ?? { list: null, refs: [], relations: null };
  let more = place === undefined || list !== null;
  for (let requests = 0; requests < MOST_PAGES * 10 && out.length < MOST_CHARACTERS; requests += 1) {
    const [first, ...rest] = refs;
    if (first !== undefined) {
      const query = {
        ref: first,
        end: 'from',
        type: undefined,
        cursor: relations ?? undefined,
        limit: LIST_PAGE,
      } as const;
      const page = await ports.relations.page(query);
      for (const { from, type, to } of page.items) out.add({ from, type, to }, { from, type, to });
      relations = page.cursor ?? null;
      if (relations === null) refs = rest;
    } else if (more) {
      const page = await ports.list(invocation, { filter, sort, cursor: list, limit: REFS_AT_ONCE });
      refs = page.rows.map(({ ref }) => CiRef.parse(ref));
      list = page.cursor;
      more = list !== null;
    } else return out.end();
  }
  return refs.length === 0 && !more ? out.end() : out.pause({ list, refs, relations });
}

/** They travel in the cursor, which has at most 1,000 characters. */
const REFS_AT_ONCE = 5;

/** Columns of every class the filter lets through, so that all pages have the same. */
function columnsFor(catalogue: ClassCatalogue, classKey: string | undefined): string[] {
  const keys = classKey === undefined ? [...catalogue.classes.keys()] : catalogue.below(classKey);
  const attributes = keys.flatMap((key) => catalogue.classes.get(key)?.attributes ?? []);
  const names = [...new Set(attributes.map(({ key }) => `${ATTRIBUTE_COLUMN}${key}`))];
  return ['ref', 'class', ...COMMON_FIELDS, ...names, 'keys', 'redundancy'];
}

function placeOf(cursor: string | null): Place | undefined {
  if (cursor === null) return undefined;
  try {
    return Place.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'No such page.', { cause });
  }
}

/** The piece of the file that one answer holds. */
class Text {
  private text: string;
  private count = 0;
  private some: boolean;

  constructor(
    private readonly format: 'csv' | 'json',
    kind: 'cis' | 'relations',
    private readonly columns: readonly string[],
    place: Place | undefined,
  ) {
    this.some = place?.some ?? false;
    const json = `{"format":${JSON.stringify(EXPORT_FORMAT)},"kind":"${kind}","${kind}":[`;
    this.text = place !== undefined ? '' : format === 'json' ? json : `\ufeff${csvLine(columns)}`;
  }

  get length(): number {
    return this.text.length;
  }

  add(row: Readonly<Record<string, string>>, value: object): void {
    this.text +=
      this.format === 'csv'
        ? csvLine(this.columns.map((column) => row[column] ?? ''))
        : `${this.some ? ',' : ''}\n${JSON.stringify(value)}`;
    this.some = true;
    this.count += 1;
  }

  end() {
    return { text: this.format === 'json' ? `${this.text}\n]}\n` : this.text, count: this.count, cursor: null };
  }

  pause(place: Omit<Place, 'some'>) {
    return { text: this.text, count: this.count, cursor: JSON.stringify({ ...place, some: this.some }) };
  }
}

/** Separated by commas, with the line ends that RFC 4180 asks for. */
const csvLine = (cells: readonly string[]): string => stringify([cells.map(formulaSafe)], { record_delimiter: '\r\n' });
