/** Where things stand in manifest.yml, and the error that says so. */
import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';

/** `place` reads `manifest.yml:12:7 modules.trigger.0.function`. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  constructor(
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}

/** The parsed text and where everything in it stands. */
export class Source {
  readonly document: Document.Parsed;
  readonly #lines = new LineCounter();

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [error] = this.document.errors;
    if (error === undefined) return;
    throw new ManifestError(`${file}:${this.#position(error.pos[0])}`, error.message);
  }

  fault(fault: { readonly path: readonly PropertyKey[]; readonly reason: string }): ManifestError {
    const path = fault.path.map((part) => (typeof part === 'symbol' ? part.toString() : part));
    return new ManifestError(`${this.file}:${this.#positionOf(path)} ${path.join('.')}`.trimEnd(), fault.reason);
  }

  /** A missing entry has no position: its nearest parent's is given. Of a list or map the place is that of its key. */
  #positionOf(path: readonly (string | number)[]): string {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = this.document.getIn(path.slice(0, depth), true);
      const parent = depth === 1 ? this.document.contents : this.document.getIn(path.slice(0, depth - 1), true);
      const key = isCollection(node) && isMap(parent) ? keyOf(parent, path[depth - 1]) : undefined;
      const found = key ?? (isNode(node) ? node : undefined);
      if (found?.range) return this.#position(found.range[0]);
    }
    return '1:1';
  }

  #position(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${line}:${col}`;
  }
}

function keyOf(map: YAMLMap, name: string | number | undefined): Node | undefined {
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === name);
  return isNode(pair?.key) ? pair.key : undefined;
}
