/** Every way a change can take through its workflow, explored to the end. */
import { CHANGE_WORKFLOW } from '../../src/setup/blueprint/change-lifecycle';
import type { TransitionSpec } from '../../src/setup/blueprint';

const STEPS = CHANGE_WORKFLOW.transitions.filter(({ from }) => from.length > 0);

const gateOf = ({ rules = [] }: TransitionSpec): string | undefined =>
  rules.flatMap((rule) => (rule.rule === 'app-gate' ? [rule.gate] : []))[0];
const conditionsOf = ({ rules = [] }: TransitionSpec): string[] =>
  rules.flatMap((rule) => (rule.rule === 'app-condition' ? [rule.token] : []));

/** Each way from a status to another that passes no status twice, as the steps taken. */
function ways(from: string, to: string, passed: readonly string[] = []): TransitionSpec[][] {
  if (from === to) return [[]];
  return STEPS.filter((step) => step.from.includes(from) && step.to !== from && !passed.includes(step.to)).flatMap(
    (step) => ways(step.to, to, [...passed, from]).map((rest) => [step, ...rest]),
  );
}

const told = (way: readonly TransitionSpec[]): string => way.map(({ name }) => name).join(' → ');

it('has these ways to the work, and no other', () => {
  expect(ways('new', 'implement').map(told).sort()).toEqual([
    'Request assessment → Request authorization → Implement emergency',
    'Request assessment → Request authorization → Schedule → Implement',
    'Schedule standard change → Back to assessment → Request authorization → Implement emergency',
    'Schedule standard change → Implement',
  ]);
});

it.each(ways('new', 'implement').map((way) => [told(way), way] as const))(
  'asks a gate at each step on: %s',
  (_, way) => {
    const ungated = way.filter((step) => gateOf(step) === undefined).map(({ name }) => name);
    expect(ungated.filter((name) => name !== 'Back to assessment')).toEqual([]);
    expect(way.map(gateOf).at(-1)).toBe('implement');
  },
);

it('asks the implement gate wherever work can begin, and the close gate wherever a change can be closed', () => {
  const into = (status: string): (string | undefined)[] => STEPS.filter(({ to }) => to === status).map(gateOf);
  expect(new Set(into('implement'))).toEqual(new Set(['implement']));
  expect(new Set(into('scheduled'))).toEqual(new Set(['schedule']));
  expect(into('closed')).toEqual(['close']);
});

it('offers the short ways by the word of their type alone', () => {
  expect(STEPS.filter((step) => conditionsOf(step).length > 0).map((step) => [step.name, conditionsOf(step)])).toEqual([
    ['Schedule standard change', ['route.standard']],
    ['Implement emergency', ['route.emergency']],
  ]);
});

it('brings a change back only to where everything is asked again', () => {
  const order = CHANGE_WORKFLOW.statuses;
  const back = STEPS.filter(({ from, to }) => from.some((one) => order.indexOf(one) > order.indexOf(to)));
  expect(back.map(({ name, to }) => [name, to])).toEqual([['Back to assessment', 'assess']]);
});
