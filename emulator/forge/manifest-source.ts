/** Where things stand in manifest.yml, and the error that says so. */
import { LineCounter, parseDocument, type Document } from 'yaml';

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

  /** A missing entry has no position: its nearest parent's is given. */
  #positionOf(path: readonly (string | number)[]): string {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node: unknown = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (hasRange(node)) return this.#position(node.range[0]);
    }
    return '1:1';
  }

  #position(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${line}:${col}`;
  }
}

function hasRange(node: unknown): node is { range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
