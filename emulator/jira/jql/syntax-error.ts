/** Turns the parser's findings into the messages Jira gives. */
import { JQLSyntaxError, RESERVED_WORDS, type JQLParseError } from '@atlaskit/jql-ast';

const OPERATORS =
  "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";
const reserved: ReadonlySet<string> = new Set([...RESERVED_WORDS].map((word) => word.toLowerCase()));

interface Place {
  readonly token: string;
  /** ` (line 1, character 9)`; empty at the end of the query. */
  readonly where: string;
}

export function syntaxMessage(jql: string, error: JQLParseError): string {
  if (!(error instanceof JQLSyntaxError)) return `Error in the JQL Query: ${error.message}`;
  const token = jql.slice(error.start, error.stop);
  const where = token === '' ? '' : ` (line ${error.line}, character ${error.charPositionInLine + 1})`;
  return `Error in the JQL Query: ${explain(error.message, { token, where })}${where}`;
}

function explain(message: string, place: Place): string {
  const { token } = place;
  if (/^["'](?!.*["']$)/s.test(token) || /^["']$/.test(token))
    return `The quoted string '${token.slice(1)}' has not been completed.`;
  if (/expecting .*(CHANGED|IN\b.*IS\b)/.test(message) || /missing IN at/.test(message))
    return expected('operator', place, OPERATORS);
  if (message.includes('CUSTOMFIELD')) return expected('a field name', place, quoting(token, 'field name'));
  if (message.includes('QUOTE_STRING'))
    return expected('either a value, list or function', place, quoting(token, 'value'));
  if (/expecting '\('/.test(message)) return expected("'('", place, '');
  if (/expecting {<EOF>/.test(message)) return expected("either 'OR' or 'AND'", place, '');
  if (/expecting <EOF>/.test(message)) return expected("','", place, '');
  if (/'\)'/.test(message)) return expected("')'", place, '');
  return token === '' ? 'The query ends unexpectedly.' : `The character '${token.charAt(0)}' is not expected here.`;
}

function expected(what: string, { token }: Place, help: string): string {
  if (token === '') return `Expecting ${what} before the end of the query.${what === 'operator' ? ` ${help}` : ''}`;
  if (what !== 'operator' && reserved.has(token.toLowerCase())) {
    return `'${token}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.`;
  }
  return `Expecting ${what} but got '${token}'.${help === '' ? '' : ` ${help}`}`;
}

const quoting = (token: string, use: string): string =>
  /^\W/.test(token) ? '' : `You must surround '${token}' in quotation marks to use it as a ${use}.`;
