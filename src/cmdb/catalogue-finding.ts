/** What the lint of a catalogue says. */
export type CatalogueFault =
  | 'duplicate-key'
  | 'unknown-parent'
  | 'circular-parent'
  | 'shadows-field'
  | 'no-options'
  | 'no-reference-class'
  | 'unknown-reference-class'
  | 'bounds-inverted'
  | 'bad-pattern'
  | 'pattern-out-of-place'
  | 'loosens'
  | 'bad-states'
  | 'unknown-identifier'
  | 'unknown-relation-type'
  | 'unknown-class'
  | 'unknown-role'
  | 'bad-redundancy'
  | 'in-use';

export interface CatalogueFinding {
  readonly fault: CatalogueFault;
  readonly severity: 'error' | 'warning';
  /** Where it is, by keys: `classes.server.attributes.ip.pattern`, `relationTypes.runsOn`. */
  readonly path: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

export const error = (fault: CatalogueFault, path: string, message: string): CatalogueFinding => ({
  fault,
  severity: 'error',
  path,
  message,
});
