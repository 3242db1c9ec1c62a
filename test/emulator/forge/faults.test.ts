import { SiteClock } from '../../../emulator/clock';
import { allowsEgress } from '../../../emulator/forge/egress';
import { Faults } from '../../../emulator/forge/faults';
import { LIMITS } from '../../../emulator/forge/limits';
import { Meter, monthlyBill } from '../../../emulator/forge/meter';
import type { JsonObject } from '../../../emulator/json';
import { openDesk, START, type Desk } from './desk';

describe('a fault', () => {
  it.each<[JsonObject, string]>([
    [{ kind: 'earthquake' }, 'kind: there is no fault "earthquake" (there are jira, kvs, kill, slow, event-delay'],
    [{}, 'kind: there is no fault undefined'],
    [{ kind: 'jira', status: 200 }, 'status: Too small'],
    [{ kind: 'jira', status: 500, path: '(' }, 'path: is not a regular expression'],
    [{ kind: 'kill' }, 'afterCalls: Invalid input: expected number'],
    [{ kind: 'kvs', often: true }, ': Unrecognized key: "often"'],
    [{ kind: 'event-delay', seconds: 1000 }, 'seconds: Too big'],
  ])('%j is refused', (fault, message) => {
    expect(() => new Faults(new SiteClock('manual', START)).add(fault)).toThrow(message);
  });

  it('ends after so many uses, or after so much time of the site', () => {
    const clock = new SiteClock('manual', START);
    const faults = new Faults(clock);
    faults.add({ kind: 'jira', status: 500, times: 2 });
    faults.add({ kind: 'jira', status: 503, forSeconds: 10 });
    const use = (): unknown => faults.use('jira')?.status;
    expect([use(), use(), use()]).toEqual([500, 500, 503]);
    expect(faults.asJson()).toEqual([{ kind: 'jira', status: 503, forSeconds: 10, used: 1 }]);
    clock.jumpTo(START + 10_000);
    expect(use()).toBeUndefined();
    faults.add({ kind: 'jira', status: 500 });
    faults.clear();
    expect(use()).toBeUndefined();
  });
});

describe('an injected fault', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.host.close());

  it('of Jira answers in its place, which the traffic says', async () => {
    desk.host.addFault({ kind: 'jira', method: 'GET', path: '/issue/', status: 429, retryAfterSeconds: 7, times: 1 });
    expect(await desk.call('jiraError', { as: 'app' })).toMatchObject({ status: 200 });
    expect(await desk.call('jira', { as: 'app', key: 'A' })).toMatchObject({ status: 429 });
    expect(await desk.call('jira', { as: 'app', key: 'A' })).toMatchObject({ status: 200 });
    expect(desk.host.traffic().map(({ status, injected }) => [status, injected])).toEqual([
      [200, false],
      [429, true],
      [200, false],
    ]);
    expect(desk.seen).toHaveLength(2);
    expect(desk.host.faults()).toEqual([]);
  });

  it('of Jira may be a time-out, or for one function only', async () => {
    desk.host.addFault({ kind: 'jira', status: 'timeout', times: 1 });
    desk.host.addFault({ kind: 'jira', status: 500, functionKey: 'worker' });
    expect(await desk.call('jiraError', { as: 'app' })).toMatchObject({ name: 'PROXY_ERR', isError: true });
    expect(await desk.call('jiraError', { as: 'app' })).toMatchObject({ status: 200 });
  });

  it('of the store is an error of the store', async () => {
    desk.host.addFault({ kind: 'kvs', path: '/set$', status: 500, code: 'INTERNAL', times: 1 });
    await expect(desk.call('remember', { key: 'k', value: 'v' })).rejects.toThrow('Injected fault: 500.');
    await desk.call('remember', { key: 'k', value: 'v' });
    expect(await desk.recall('k')).toBe('v');
  });

  it('may be slowness', async () => {
    desk.host.addFault({ kind: 'slow', target: 'kvs', milliseconds: 150, times: 1 });
    const before = performance.now();
    await desk.recall('k');
    expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  });

  it('that kills leaves what was written, and nothing after it', async () => {
    desk.host.addFault({ kind: 'kill', afterCalls: 1 });
    await expect(desk.call('remember', { key: 'k', value: 'v' })).rejects.toThrow('killed after 1 calls');
    expect(await desk.recall('k')).toBe('v');
  });
});

describe('egress', () => {
  it.each([
    [['*'], 'http://anything.example/', true],
    [['https://a.example'], 'https://a.example/x', true],
    [['a.example'], 'https://a.example/x', true],
    [['a.example'], 'http://a.example/x', false],
    [['http://a.example'], 'http://a.example/x', true],
    [['*.a.example'], 'https://b.a.example/', true],
    [['*.a.example'], 'https://a.example/', false],
    [['*.a.example'], 'https://evila.example/', false],
    [[], 'https://a.example/', false],
  ])('to %j: %s is %s', (addresses, url, allowed) => {
    expect(allowsEgress(addresses, new URL(url))).toBe(allowed);
  });
});

describe('the bill', () => {
  const GB = 1024 ** 3;
  const usage = (of: Partial<ReturnType<Meter['total']>>) => ({ ...new Meter().total(), ...of });

  it.each([
    [
      'nothing within the allowance',
      usage({ gbSeconds: 200_000, kvsReadBytes: 0.1 * GB, kvsWrittenBytes: 0.1 * GB, logBytes: GB }),
      1,
      0,
    ],
    ['Forge’s own example: functions', usage({ gbSeconds: 250_000 }), 1, 1.25],
    ['Forge’s own example: reads', usage({ kvsReadBytes: 0.15 * GB }), 1, 0.00275],
    ['a gigabyte written', usage({ kvsWrittenBytes: 1.1 * GB }), 1, 1.09],
    ['two gigabytes of logs', usage({ logBytes: 2 * GB }), 1, 1.005],
    ['thirty such days', usage({ gbSeconds: 10_000 }), 30, 2.5],
  ])('has %s', (_, used, times, dollars) => {
    expect(monthlyBill(used, times).total).toBeCloseTo(dollars, 8);
  });
});

describe('the limits', () => {
  it.each(Object.entries(LIMITS))('%s names its unit and its page', (_, limit) => {
    expect(limit.value).toBeGreaterThan(0);
    expect(limit.unit).not.toBe('');
    expect(limit.page).toMatch(/^https:\/\/developer\.atlassian\.com\/platform\/forge\/[\w/-]+\/$/);
  });
});
