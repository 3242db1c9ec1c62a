/** The function behind the workflow's validator: only a clear yes opens the gate. */
import { gateValidator, type KeepGate } from '../../src/forge/workflow';
import { GATES, type Gate } from '../../src/change/gate.shapes';
import type { ChangePorts } from '../../src/change/change.ports';
import { AppError } from '../../src/kernel/errors';
import { hours, person } from './builders';
import { aDesk } from './practice';

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

describe('a gate that can’t be judged stays closed, and says where the cause is found', () => {
  const asking = async (prepare: (desk: ReturnType<typeof aDesk>) => unknown) => {
    const desk = aDesk();
    await desk.add();
    await prepare(desk);
    const { ask } = validator(desk.practice.gate);
    const issue = { id: '1001', key: desk.keyOf() };
    const answer = await ask({ issue, configuration: { gate: 'assess' }, transition: { modifiedFields: {} } });
    return { answer, logged: desk.world.logged.at(-1)?.facts };
  };
  const REFERENCE = /\(Reference ABCD1234\)$/;

  const away = (): Promise<never> => Promise.reject(new AppError('UNAVAILABLE', 'It is away.'));

  it.each([
    ['the issue', ({ issues }: ChangePorts) => Object.assign(issues, { readWith: away })],
    ['the record', ({ records }: ChangePorts) => Object.assign(records, { read: away })],
    ['other changes', ({ records }: ChangePorts) => Object.assign(records, { within: away })],
    ['votes', ({ decisions }: ChangePorts) => Object.assign(decisions, { of: away })],
    ['people', ({ directory }: ChangePorts) => Object.assign(directory, { people: away })],
    ['the landscape', ({ landscape }: ChangePorts) => Object.assign(landscape, { around: away })],
  ])('%s can’t be read', async (_what, fail) => {
    const { answer, logged } = await asking(({ world }) => fail(world.ports));
    expect(answer.result).toBe(false);
    expect(answer.errorMessage).toMatch(REFERENCE);
    expect(logged).toEqual({ issue: 'IT-1001', gate: 'assess' });
  });

  it('a window can’t be read', async () => {
    const { answer } = await asking(({ world }) =>
      world.ports.settings.windows.save(undefined, { windows: [BROKEN] }, person('root'), hours(0)),
    );
    expect(answer.result).toBe(false);
    expect(answer.errorMessage).toMatch(REFERENCE);
  });
});

const BROKEN = {
  key: 'odd',
  name: 'Odd',
  kind: 'freeze' as const,
  scope: { on: 'site' as const },
  timeZone: 'UTC',
  start: '2026-02-30T00:00',
  end: '2026-02-31T00:00',
  rrule: null,
  except: [],
  enabled: true,
  note: '',
};
