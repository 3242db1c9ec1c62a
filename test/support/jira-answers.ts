import { onForge } from './forge-globals';

export interface JiraCall {
  readonly as: string;
  readonly route: string;
  readonly body: unknown;
}

export type JiraAnswer = Response | Readonly<Record<string, unknown>> | readonly unknown[];

/** Answers the app's calls to Jira by `METHOD path`, query included; anything else is a 404 as Jira says it. */
export function onJira(answers: Readonly<Record<string, JiraAnswer | (() => JiraAnswer)>>): JiraCall[] {
  const calls: JiraCall[] = [];
  onForge(({ descriptor, path, method, body }) => {
    const route = `${method} ${path}`;
    const sent: unknown = body === '' ? undefined : JSON.parse(body);
    calls.push({ as: descriptor.provider ?? 'none', route, body: sent });
    const entry = answers[route];
    const answer = typeof entry === 'function' ? entry() : entry;
    if (answer === undefined)
      return Response.json({ errorMessages: [`nothing at ${route}`], errors: {} }, { status: 404 });
    return answer instanceof Response ? answer : Response.json(answer);
  });
  return calls;
}
