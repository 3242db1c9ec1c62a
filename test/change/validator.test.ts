/** The function behind the workflow's validator: only a clear yes opens the gate. */
import { gateValidator, type KeepGate } from '../../src/forge/workflow';
import { GATES, type Gate } from '../../src/change/gate.shapes';
import { AppError } from '../../src/kernel/errors';

interface Line {
  readonly message: string;
  readonly facts: unknown;
}

function validator(keep: KeepGate<Gate>) {
  const lines: Line[] = [];
  const log = {
    info: (message: string, facts?: unknown) => void lines.push({ message, facts }),
    warn: (message: string, facts?: unknown) => void lines.push({ message, facts }),
    error: (message: string, _cause: unknown, facts?: unknown) => void lines.push({ message, facts }),
  };
  return { ask: gateValidator({ name: 'change-gate', gates: GATES, keep, log, reference: () => 'ABCD1234' }), lines };
}

const asked = (changes: Readonly<Record<string, unknown>> = {}): unknown => ({
  issue: { key: 'IT-1' },
  configuration: { gate: 'schedule' },
  transition: { from: { id: '3' }, to: { id: '4' }, modifiedFields: { labels: null } },
  ...changes,
});

it.each([
  ['as Jira documents it', asked(), { labels: null }],
  ['with its configuration as text', asked({ configuration: '{"gate":"schedule"}' }), { labels: null }],
  ['without input', asked({ transition: { from: { id: '3' }, to: { id: '4' } } }), {}],
  ['without a transition', asked({ transition: undefined }), {}],
])('asks the practice %s', async (_how, argument, modified) => {
  const calls: unknown[] = [];
  const { ask, lines } = validator((...call) => {
    calls.push(call);
    return Promise.resolve({ result: true });
  });
  expect(await ask(argument)).toEqual({ result: true });
  expect(calls).toEqual([['schedule', 'IT-1', modified]]);
  expect(lines).toEqual([]);
});

it('passes a refusal on as it is', async () => {
  const answer = { result: false, errorMessage: 'It can’t be scheduled yet: …' };
  const { ask } = validator(() => Promise.resolve(answer));
  expect(await ask(asked())).toEqual(answer);
});

it.each([
  ['an unknown gate', asked({ configuration: { gate: 'anything' } })],
  ['no configuration', asked({ configuration: undefined })],
  ['a configuration that does not parse', asked({ configuration: '{' })],
  ['an issue without a key', asked({ issue: { key: null } })],
  ['nothing at all', undefined],
])('stays shut for %s, and says where to look', async (_what, argument) => {
  const { ask, lines } = validator(() => Promise.resolve({ result: true }));
  const { result, errorMessage } = await ask(argument);
  expect(result).toBe(false);
  expect(errorMessage).toBe(
    'Plumbline could not judge this step and keeps it closed. Tell your Jira administrator. (Reference ABCD1234)',
  );
  expect(lines).toEqual([{ message: 'gate failed', facts: { validator: 'change-gate', reference: 'ABCD1234' } }]);
});

it.each([
  ['what can be waited for', new AppError('UNAVAILABLE', 'Jira did not answer.'), /Try again in a moment/],
  ['a bug', new Error('x is not a function'), /Tell your Jira administrator/],
])('stays shut after %s', async (_what, cause, message) => {
  const { ask } = validator(() => Promise.reject(cause));
  const { result, errorMessage } = await ask(asked());
  expect(result).toBe(false);
  expect(errorMessage).toMatch(message);
  expect(errorMessage).not.toContain('x is not');
});
