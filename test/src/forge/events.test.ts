import { onForge } from '../../support/forge-globals';
import { z } from 'zod';
import { appIdentity, invocationReference, moduleAri } from '../../../src/forge/app-context';
import { describeCause, type Log } from '../../../src/forge/log';
import { consumer, typedQueue } from '../../../src/forge/queues';
import { schedule } from '../../../src/forge/schedules';
import { onEvent, trigger } from '../../../src/forge/triggers';
import { AppError } from '../../../src/kernel/errors';

function recorder(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    log: {
      info: (message) => lines.push(`info ${message}`),
      warn: (message) => lines.push(`warn ${message}`),
      error: (message) => lines.push(`error ${message}`),
    },
  };
}

const Step = z.object({ jobId: z.string(), step: z.int() });
const body = { jobId: 'j1', step: 2 };
const delivery = (content: unknown, retryCount?: number) => ({
  body: content,
  queueName: 'setup',
  jobId: 'forge-1',
  eventId: 'event-1',
  ...(retryCount === undefined
    ? {}
    : { retryContext: { retryCount, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: {} } }),
});

describe('a queue', () => {
  it('pushes a parsed body with its delay and concurrency', async () => {
    const pushed: unknown[] = [];
    onForge(({ path, body: text }) => {
      pushed.push([path.split('/', 4).join('/'), JSON.parse(text)]);
      return new Response(null, { status: 201 });
    });
    const { jobId } = await typedQueue('setup', Step).push(body, {
      delaySeconds: 5,
      concurrency: { key: 'setup', limit: 1 },
    });
    expect(pushed).toMatchObject([
      [
        '/webhook/queue/publish',
        { queueName: 'setup', jobId, payload: [{ body, delayInSeconds: 5, concurrency: { key: 'setup', limit: 1 } }] },
      ],
    ]);
  });
});

describe('a consumer', () => {
  const run = (content: unknown, handle: () => Promise<void>, retryCount?: number) => {
    const { log, lines } = recorder();
    return { lines, answer: consumer('setup-consumer', Step, handle, log)(delivery(content, retryCount)) };
  };

  it('hands over the body and how often it came before', async () => {
    const seen: unknown[] = [];
    const { log } = recorder();
    const handler = consumer('setup-consumer', Step, async (...all) => void seen.push(all), log);
    await handler(delivery(body));
    await handler(delivery(body, 3));
    expect(seen).toEqual([
      [body, { jobId: 'forge-1', retryCount: 0 }],
      [body, { jobId: 'forge-1', retryCount: 3 }],
    ]);
  });

  it('drops a body that nobody can parse, and says so', async () => {
    const { answer, lines } = run({ jobId: 'j1' }, () => Promise.reject(new Error('not called')));
    expect(await answer).toBeUndefined();
    expect(lines).toEqual(['error queue event dropped: its body is not valid']);
  });

  it.each([
    [
      'not available, with a time',
      new AppError('UNAVAILABLE', 'busy', { retryAfterSeconds: 120 }),
      120,
      'FUNCTION_UPSTREAM_RATE_LIMITED',
    ],
    ['not available, without a time', new AppError('UNAVAILABLE', 'busy'), 30, 'FUNCTION_UPSTREAM_RATE_LIMITED'],
    [
      'not available for hours',
      new AppError('UNAVAILABLE', 'busy', { retryAfterSeconds: 7200 }),
      900,
      'FUNCTION_UPSTREAM_RATE_LIMITED',
    ],
    [
      'not available for an instant',
      new AppError('UNAVAILABLE', 'busy', { retryAfterSeconds: 0 }),
      1,
      'FUNCTION_UPSTREAM_RATE_LIMITED',
    ],
    ['a lost race', new AppError('CONFLICT', 'changed'), 1, 'FUNCTION_RETRY_REQUEST'],
  ])('comes again: %s', async (_what, failure, retryAfter, retryReason) => {
    const { answer, lines } = run(body, () => Promise.reject(failure));
    expect(JSON.parse(JSON.stringify(await answer))).toEqual({
      _retry: true,
      retryOptions: { retryAfter, retryReason },
    });
    expect(lines).toEqual(['warn event comes again']);
  });

  it('gives up on an expected failure that no retry mends', async () => {
    const { answer, lines } = run(body, () => Promise.reject(new AppError('FORBIDDEN', 'no')));
    expect(await answer).toBeUndefined();
    expect(lines).toEqual(['error event given up']);
  });

  it('throws a bug, for the platform to retry', async () => {
    const { answer, lines } = run(body, () => Promise.reject(new TypeError('oops')));
    await expect(answer).rejects.toThrow('oops');
    expect(lines).toEqual(['error event failed']);
  });
});

describe('a trigger', () => {
  const Issue = z.object({ issue: z.object({ key: z.string() }) });
  const updated = { eventType: 'avi:jira:updated:issue', issue: { key: 'INC-1' } };

  it('calls who is interested in the type, with what they need of the event', async () => {
    const seen: string[] = [];
    const { log } = recorder();
    const handle = (name: string, type: string) =>
      onEvent(name, [type], Issue, async ({ issue }) => void seen.push(`${name} ${issue.key}`));
    await trigger(
      'issue-events',
      [handle('priority', updated.eventType), handle('other', 'avi:jira:created:issue')],
      log,
    )(updated);
    expect(seen).toEqual(['priority INC-1']);
  });

  it('calls the others too when one fails, and asks for the event again', async () => {
    const seen: string[] = [];
    const { log } = recorder();
    const fail = onEvent('a', [updated.eventType], Issue, () =>
      Promise.reject(new AppError('UNAVAILABLE', 'busy', { retryAfterSeconds: 7 })),
    );
    const work = onEvent('b', [updated.eventType], Issue, async () => void seen.push('b'));
    expect(await trigger('issue-events', [fail, work], log)(updated)).toMatchObject({
      retryOptions: { retryAfter: 7 },
    });
    expect(seen).toEqual(['b']);
  });

  it('throws a bug after everybody had their turn', async () => {
    const seen: string[] = [];
    const { log } = recorder();
    const fail = onEvent('a', [updated.eventType], Issue, () => Promise.reject(new TypeError('oops')));
    const work = onEvent('b', [updated.eventType], Issue, async () => void seen.push('b'));
    await expect(trigger('issue-events', [fail, work], log)(updated)).rejects.toThrow('oops');
    expect(seen).toEqual(['b']);
  });

  it('takes an event of another shape for a bug', async () => {
    const { log } = recorder();
    const handler = onEvent('a', [updated.eventType], Issue, async () => undefined);
    await expect(trigger('issue-events', [handler], log)({ eventType: updated.eventType })).rejects.toThrow();
  });
});

describe('a schedule', () => {
  it.each<[string, (Error | undefined)[], number]>([
    ['nothing to do', [], 204],
    ['duties done', [undefined, undefined], 204],
    ['one that could not reach Jira', [new AppError('UNAVAILABLE', 'busy'), undefined], 503],
  ])('%s', async (_what, failures, statusCode) => {
    let turns = 0;
    const duties = failures.map((failure) => async () => {
      turns += 1;
      if (failure !== undefined) throw failure;
    });
    expect(await schedule('sweep', duties, recorder().log)()).toEqual({ statusCode });
    expect(turns).toBe(failures.length);
  });

  it('throws a bug after every duty had its turn', async () => {
    const { log, lines } = recorder();
    const seen: string[] = [];
    const run = schedule(
      'sweep',
      [() => Promise.reject(new TypeError('oops')), async () => void seen.push('second')],
      log,
    );
    await expect(run()).rejects.toMatchObject({ message: 'sweep failed', cause: { message: 'oops' } });
    expect([seen, lines]).toEqual([['second'], ['error schedule failed']]);
  });
});

describe('the app’s own identity', () => {
  it('names modules as workflow rules want them', () => {
    expect(appIdentity()).toEqual({ appId: 'app-1', environmentId: 'environment-1' });
    expect(moduleAri('required-field')).toBe(
      'ari:cloud:ecosystem::extension/app-1/environment-1/static/required-field',
    );
    expect(invocationReference()).toBe('0A1B2C3D');
  });
});

describe('the log', () => {
  it('tells the causes of a cause', () => {
    const cause = new AppError('UNAVAILABLE', 'Jira did not answer.', { cause: new TypeError('fetch failed') });
    expect(describeCause(cause)).toMatch(/Jira did not answer\.[\s\S]*caused by TypeError: fetch failed/);
    expect(describeCause('text')).toBe('text');
  });
});
