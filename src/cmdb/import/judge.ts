/** What becomes of a row about a CI: which CI it is, what it may change, whether the result is a good one, and why not. */
import { CiRef } from '../../contract/ids';
import type { InputIssue } from '../../contract/rpc';
import type { ClassCatalogue } from '../class-catalogue';
import { judgeValue } from '../attribute-rules';
import { keysOf } from '../ci-keys';
import { refFor, validateCi } from '../ci-rules';
import type { CiKey, StoredCi } from '../cmdb.ports';
import type { Ci, CiContent, RelationEnds } from '../model';
import { relationPath } from '../relation-path';
import { relationIssues } from '../relation-types';
import type { ChunkView } from './chunk-view';
import { changesBetween, classAfter, draftOf, textsOf, typeAt, withPathsOf, type Texts } from './draft';
import { identify, identityKeys, type Identity } from './identify';
import type { ImportFile } from './import-file';
import { columnOfPath, type MappedRow } from './map-row';
import { mayWrite, type SourcePrecedence } from './precedence';
import { resolveName } from './resolve-name';
import { endsOf, type RunState } from './run-state';
import type { RowReason } from './table';
import type { PendingRelation, RowChange, RowVerdict, Withheld } from './verdict';

export interface JudgeContext {
  readonly catalogue: ClassCatalogue;
  readonly precedence: SourcePrecedence;
  readonly file: ImportFile;
  readonly state: RunState;
  readonly view: ChunkView;
}

export interface JudgedRow {
  readonly verdict: RowVerdict;
  /** What the CI is to be; absent when the CI itself stays as it is. */
  readonly write:
    { readonly before: StoredCi | undefined; readonly content: CiContent; readonly keys: readonly CiKey[] } | undefined;
  /** Relations to make once the CI stands. */
  readonly relations: readonly RelationEnds[];
}

export async function judgeRow(row: MappedRow, context: JudgeContext): Promise<JudgedRow> {
  const judging = new Judging(row, context);
  return judging.run();
}

class Judging {
  private readonly reasons: RowReason[];
  private readonly withheld: Withheld[] = [];
  private readonly pending: PendingRelation[] = [];
  private ref: CiRef | undefined;
  private classKey: string | undefined;

  constructor(
    private readonly row: MappedRow,
    private readonly context: JudgeContext,
  ) {
    this.reasons = [...row.reasons];
    this.classKey = row.classKey;
  }

  async run(): Promise<JudgedRow> {
    if (this.reasons.length > 0) return this.rejected();
    const { state, view, file } = this.context;
    if (state.isDoomed(this.row.row)) this.reject('related', null, 'A row that this one relates to is rejected.');
    const wanted = this.wantedRef();
    if (wanted !== undefined) await view.loadCis([wanted]);
    const texts = await this.texts();
    const before = await this.identified(wanted, texts);
    if (this.reasons.length > 0) return this.rejected();
    const twin = this.ref && state.about.contradicting(this.ref, this.row.values, (other) => file.row(other).values);
    if (twin !== undefined) {
      this.reject('duplicate', null, `Row ${twin} is about the same CI and says otherwise.`);
      return this.rejected();
    }
    const content = this.content(before?.ci, texts);
    const ref = await this.target(content, before, wanted);
    if (content !== undefined && ref !== undefined) await this.checkUnique(content, ref);
    const relations =
      ref === undefined || content === undefined
        ? []
        : await this.relations(ref, content.classKey, before !== undefined);
    if (content === undefined || ref === undefined || this.reasons.length > 0) return this.rejected();
    return this.accepted(ref, before, content, relations);
  }

  private reject(code: string, column: string | null, message: string): void {
    this.reasons.push({ code, column, message });
  }

  private rejectAt(code: string, path: string, message: string): void {
    this.reject(code, columnOfPath(this.row, path), message);
  }

  private wantedRef(): CiRef | undefined {
    if (this.row.ref === undefined) return undefined;
    const parsed = CiRef.safeParse(this.row.ref);
    if (!parsed.success) this.rejectAt('ref', 'ref', `“${this.row.ref}” is no reference of a CI.`);
    return parsed.data;
  }

  /** The row's texts with people and CIs named in it found. */
  private async texts(): Promise<Texts> {
    const { catalogue, file, view } = this.context;
    const ciClass = this.classKey === undefined ? undefined : catalogue.classes.get(this.classKey);
    const replaced = new Map<string, string>();
    for (const [path, text] of this.row.values) {
      if (text === null || text.trim() === '') continue;
      const type = typeAt(path, ciClass);
      if (type === 'user') await this.person(path, text.trim(), replaced);
      if (type !== 'reference') continue;
      await view.loadNamings([{ name: text.trim(), by: 'any' }]);
      const found = resolveName({ name: text.trim(), by: 'any' }, this.row.row, this.context);
      if (found.kind === 'ci') replaced.set(path, found.ref);
      else if (found.kind === 'ahead')
        this.rejectAt('circle', path, `“${text}” is made by a row that needs this one first.`);
      else this.rejectAt(found.kind, path, found.message);
    }
    return textsOf(this.row, ciClass, file.mapping.notation, replaced);
  }

  private async person(path: string, text: string, replaced: Map<string, string>): Promise<void> {
    await this.context.view.loadPeople([text]);
    const found = this.context.view.people(text);
    const [only] = found;
    if (only !== undefined && found.length === 1) replaced.set(path, only);
    else if (found.length === 0) this.rejectAt('unknownPerson', path, `Jira knows nobody called “${text}”.`);
    else this.rejectAt('severalPeople', path, `Several people are called “${text}”. Use an address or an account id.`);
  }

  private async identified(wanted: CiRef | undefined, texts: Texts): Promise<StoredCi | undefined> {
    const { catalogue, view, state } = this.context;
    const identity = identityOf({ ...this.row, classKey: this.classKey }, wanted, texts, catalogue);
    await view.loadKeys(identityKeys(identity, catalogue));
    const known = {
      ci: (ref: CiRef) => this.knownCi(ref),
      holders: (key: CiKey) => [...new Set([...view.holders(key), ...state.plannedHolders(key)])],
    };
    const { ref, reasons } = identify(identity, catalogue, known);
    for (const { code, column, message } of reasons) this.rejectAt(code, column ?? '', message);
    this.ref = ref;
    if (ref === undefined) return undefined;
    const before = this.present(ref);
    if (before === undefined) return undefined;
    const after = classAfter(before.ci.classKey, this.classKey, catalogue);
    if (after === undefined)
      this.rejectAt('otherClass', 'classKey', `${before.ci.name} (${ref}) is of the class ${before.ci.classKey}.`);
    this.classKey = after ?? this.classKey;
    return before;
  }

  private knownCi(ref: CiRef): Pick<Ci, 'name' | 'identifiers'> | undefined {
    return this.context.view.ci(ref) ?? this.planned(ref, undefined);
  }

  /** The CI as it is, in a dry run as the rows before this one would have left it. */
  private present(ref: CiRef): StoredCi | undefined {
    const stored = this.context.view.stored(ref);
    if (!this.context.state.isPlanned(ref)) return stored;
    const content = this.planned(ref, stored);
    return content === undefined ? stored : { version: stored?.version ?? 0, ci: asCi(content, ref, stored?.ci) };
  }

  private planned(ref: CiRef, stored: StoredCi | undefined): CiContent | undefined {
    const { state, file } = this.context;
    if (!state.isPlanned(ref)) return undefined;
    return state.about.content(ref, stored, (row, before) => contentOfRow(file.row(row), before, this.context));
  }

  private content(before: Ci | undefined, texts: Texts): CiContent | undefined {
    const { catalogue } = this.context;
    if (this.classKey === undefined) {
      this.rejectAt('noClass', 'classKey', 'The row names no class.');
      return undefined;
    }
    const validated = validateCi(catalogue, draftOf(catalogue, before, this.classKey, texts, this.row.keys));
    if (!validated.ok) {
      for (const issue of validated.issues) this.rejectIssue(issue);
      return undefined;
    }
    return before === undefined ? validated.ci : this.permitted(before, validated.ci);
  }

  private rejectIssue({ path, message }: InputIssue): void {
    this.rejectAt('invalid', path.startsWith('identifiers') ? 'identifiers' : path, message);
  }

  /** What the row's source is entitled to change; the rest is withheld. */
  private permitted(before: Ci, content: CiContent): CiContent {
    const { precedence, file } = this.context;
    const kept = changesBetween(before, content).flatMap((change): Withheld[] => {
      const stamp = before.sources[change.path];
      const free = change.path === 'identifiers' || mayWrite(file.mapping.source, change.path, stamp, precedence);
      return free || stamp === undefined ? [] : [{ ...change, keptFrom: stamp.source }];
    });
    this.withheld.push(...kept);
    return withPathsOf(
      content,
      before,
      kept.map(({ path }) => path),
    );
  }

  /** The ref of the CI, or the one that a new CI gets. */
  private async target(
    content: CiContent | undefined,
    before: StoredCi | undefined,
    wanted: CiRef | undefined,
  ): Promise<CiRef | undefined> {
    if (before !== undefined) return before.ci.ref;
    if (content === undefined) return undefined;
    if (wanted !== undefined) return wanted;
    const { view, state } = this.context;
    return view.freeRef((isTaken) =>
      refFor(content.classKey, content.name, (ref) => isTaken(ref) || state.isPlanned(ref)),
    );
  }

  private async checkUnique(content: CiContent, ref: CiRef): Promise<void> {
    const { catalogue, view, state } = this.context;
    const keys = keysOf(content, catalogue.classes.get(content.classKey)).filter(({ kind }) => kind === 'unique');
    await view.loadKeys(keys);
    for (const key of keys) {
      const rival = [...view.holders(key), ...state.plannedHolders(key)].find((holder) => holder !== ref);
      if (rival !== undefined) this.rejectAt('taken', key.path, `${rival} has this value already; it must be unique.`);
    }
  }

  /** A CI that is not there yet has no relations. */
  private async relations(ref: CiRef, classKey: string, isThere: boolean): Promise<RelationEnds[]> {
    const { view } = this.context;
    const made: RelationEnds[] = [];
    for (const { column, type, end, by, names } of this.row.relations) {
      await view.loadNamings(names.map((name) => ({ name, by })));
      for (const name of names) {
        const found = resolveName({ name, by }, this.row.row, this.context);
        if (found.kind === 'ahead') this.pending.push({ column, name, withRow: found.row, type, end });
        else if (found.kind !== 'ci') this.reject(found.kind, column, found.message);
        else made.push(endsOf(ref, type, end, found.ref));
        if (found.kind === 'ci') this.checkEnds(made.at(-1), ref, classKey, column);
      }
    }
    if (isThere) await view.loadRelations(made);
    return made.filter((ends) => !view.isRelated(ends));
  }

  private checkEnds(ends: RelationEnds | undefined, ref: CiRef, classKey: string, column: string): void {
    if (ends === undefined) return;
    const { catalogue, view, state } = this.context;
    const classOf = (one: string): string | undefined => {
      const other = CiRef.safeParse(one);
      if (one === ref || !other.success) return classKey;
      return view.classOf(other.data) ?? state.plannedClass(other.data);
    };
    for (const { message } of relationIssues(catalogue, ends, classOf)) this.reject('relation', column, message);
  }

  private accepted(
    ref: CiRef,
    before: StoredCi | undefined,
    content: CiContent,
    relations: readonly RelationEnds[],
  ): JudgedRow {
    const own = changesBetween(before?.ci, content);
    const related = relations.map((ends): RowChange => ({ path: relationPath(ends), before: null, after: true }));
    const changes = [...own, ...related];
    const kind = before === undefined ? 'create' : changes.length > 0 ? 'update' : 'unchanged';
    const keys = keysOf(content, this.context.catalogue.classes.get(content.classKey));
    return {
      verdict: { ...this.verdict(kind, changes), ref, name: content.name, classKey: content.classKey },
      write: own.length === 0 ? undefined : { before, content, keys },
      relations,
    };
  }

  private rejected(): JudgedRow {
    return { verdict: this.verdict('reject', []), write: undefined, relations: [] };
  }

  private verdict(verdict: RowVerdict['verdict'], changes: RowChange[]): RowVerdict {
    const { row, line, values } = this.row;
    const { ref = null, classKey = null, withheld, pending, reasons } = this;
    return { row, line, verdict, ref, name: values.get('name') ?? null, classKey, changes, withheld, pending, reasons };
  }
}

function identityOf(
  { classKey, keys }: Pick<MappedRow, 'classKey' | 'keys'>,
  ref: CiRef | undefined,
  texts: Texts,
  catalogue: ClassCatalogue,
): Identity {
  const ciClass = classKey === undefined ? undefined : catalogue.classes.get(classKey);
  const attributes: Record<string, string | number | boolean> = {};
  for (const spec of ciClass?.attributes ?? []) {
    const text = texts.get(`attributes.${spec.key}`);
    const value = text === null || text === undefined || text.trim() === '' ? undefined : judgeValue(spec, text);
    if (value?.ok === true) attributes[spec.key] = value.value;
  }
  return { ref, classKey, name: texts.get('name') ?? '', attributes, identifiers: [...keys] };
}

/** By what the row itself says, names in it apart. */
export function identityOfRow(row: MappedRow, { catalogue, file }: Pick<JudgeContext, 'catalogue' | 'file'>): Identity {
  const ciClass = row.classKey === undefined ? undefined : catalogue.classes.get(row.classKey);
  const texts = textsOf(row, ciClass, file.mapping.notation, new Map());
  return identityOf(row, CiRef.safeParse(row.ref).data, texts, catalogue);
}

/** What a row alone makes of a CI; undefined when that is no good CI. */
export function contentOfRow(
  row: MappedRow,
  before: CiContent | undefined,
  { catalogue, file }: Pick<JudgeContext, 'catalogue' | 'file'>,
): CiContent | undefined {
  const classKey = before === undefined ? row.classKey : classAfter(before.classKey, row.classKey, catalogue);
  if (classKey === undefined) return undefined;
  const ciClass = catalogue.classes.get(classKey);
  const plain = textsOf(row, ciClass, file.mapping.notation, new Map());
  const texts = new Map([...plain].filter(([path]) => !NAMED.has(typeAt(path, ciClass) ?? '')));
  const validated = validateCi(catalogue, draftOf(catalogue, before, classKey, texts, row.keys));
  return validated.ok ? validated.ci : undefined;
}

/** Types whose texts are names of something else. */
const NAMED: ReadonlySet<string> = new Set(['user', 'reference']);

/** A CI that is only planned. */
function asCi(content: CiContent, ref: CiRef, stored: Ci | undefined): Ci {
  const never = '1970-01-01T00:00:00.000Z';
  const marks = { sources: {}, attestedAt: null, attestedBy: null, createdAt: never, updatedAt: never };
  return { ...(stored ?? marks), ...content, ref };
}
