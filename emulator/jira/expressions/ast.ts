/** The syntax tree of a Jira expression. */
export type Node =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'template'; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly elements: readonly Node[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
  | { readonly kind: 'member'; readonly object: Node; readonly property: Node; readonly optional: boolean }
  | { readonly kind: 'call'; readonly callee: Node; readonly args: readonly Node[] }
  | { readonly kind: 'new'; readonly type: string; readonly args: readonly Node[] }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | 'typeof'; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'conditional'; readonly test: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Node }
  | { readonly kind: 'let'; readonly name: string; readonly value: Node; readonly body: Node }
  | { readonly kind: 'try'; readonly attempt: Node; readonly variable: string | undefined; readonly otherwise: Node }
  | { readonly kind: 'throw'; readonly value: Node };

export type BinaryOperator = '??' | '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';
