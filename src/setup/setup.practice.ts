import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { applySetup, targetOf } from './apply';
import { BLUEPRINT } from './blueprint';
import type { SetupChoices } from './choices';
import { planFor, practicesOf, type Plan } from './plan';
import type { PlanView, ProgressView, setupContract } from './setup.contract';
import { isFinal } from './setup-job';
import type { ProjectTarget, SetupJob, SetupPorts } from './setup.ports';
import { withPanels } from './site-mapping';
import type { IssueTypeKey, RoleKey, SiteMap } from './site-map';

interface Started {
  readonly jobId: string;
  readonly started: boolean;
}

export interface SetupPractice {
  readonly handlers: Handlers<typeof setupContract>;
  /** One turn of the background job. */
  readonly work: (jobId: string) => Promise<void>;
}

export function setupPractice(ports: SetupPorts): SetupPractice {
  const { directory, jobs, maps } = ports;

  const plan = async (choices: SetupChoices): Promise<Plan> => {
    const site = await ports.site.read(targetOf(choices));
    if (choices.project.kind === 'new' && site.project !== undefined) throw keyTaken(choices.project.key);
    return planFor(choices, withPanels(site, (await maps.read())?.panels ?? []));
  };

  const start = async (choices: SetupChoices, by: AccountId): Promise<Started> => {
    const running = await jobs.latest();
    if (running !== undefined && !isFinal(running.state)) return goOn(running);
    const jobId = ports.newJobId();
    await jobs.start(jobId, { choices, by, done: 0, attempts: 0 });
    await ports.queue.goOn(jobId, 0);
    return { jobId, started: true };
  };

  /** One set-up runs at a time. Its event may have been lost, so it is sent again: a second one does no harm. */
  const goOn = async (running: SetupJob): Promise<Started> => {
    await ports.queue.goOn(running.id, 0);
    return { jobId: running.id, started: false };
  };

  const job = async (jobId: string): Promise<SetupJob> => {
    const found = await jobs.get(jobId);
    if (found === undefined) throw new AppError('NOT_FOUND', 'This run of set-up does not exist.');
    return found;
  };

  const map = async (): Promise<SiteMap> => {
    const found = await maps.read();
    if (found === undefined) throw new AppError('NOT_FOUND', 'Plumbline is not set up on this site yet.');
    return found;
  };

  /** What a project was set up with: the way to find drift is to plan it again. */
  const asSetUp = async (projectId: string): Promise<SetupChoices> => {
    const { projects, issueTypes } = await map();
    const found = projects.find(({ id }) => id === projectId);
    if (found === undefined) throw new AppError('NOT_FOUND', 'This project is not set up.');
    const project = { kind: 'existing', id: projectId } as const;
    const practices = found.practices ?? (await practicesIn(project, issueTypes));
    return { project, practices, people: {}, agentsSetReporter: found.agentsSetReporter === true };
  };

  /** For projects set up before practices were remembered: those whose issue types it has. */
  const practicesIn = async (target: ProjectTarget, issueTypes: SiteMap['issueTypes']): Promise<IssueTypeKey[]> => {
    const { project } = await ports.site.read(target);
    const present = project?.issueTypeScheme.issueTypeIds;
    return practicesOf(issueTypes).filter((key) => present?.includes(issueTypes[key] ?? '') !== false);
  };

  const roleId = async (role: RoleKey): Promise<string> => {
    const id = (await map()).roles[role];
    if (id === undefined) throw new AppError('NOT_FOUND', 'This role does not exist in Jira. Repair the set-up first.');
    return id;
  };

  const projectNames = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await directory.projects()).projects.map(({ id, name }) => [id, name]));

  return {
    work: (jobId) => applySetup(jobId, ports),
    handlers: {
      'setup.overview': async () => {
        const found = await maps.read();
        const last = await jobs.latest();
        const practices = practicesOf(found?.issueTypes ?? {});
        const names = found === undefined ? new Map<string, string>() : await projectNames();
        return {
          projects: (found?.projects ?? []).map((project) => ({
            id: project.id,
            key: project.key,
            name: names.get(project.id) ?? project.key,
            practices: project.practices ?? practices,
            agentsSetReporter: project.agentsSetReporter === true,
          })),
          practices,
          lastRun: last === undefined ? null : progressView(last),
        };
      },
      'setup.options': async () => ({
        ...(await directory.projects()),
        practices: BLUEPRINT.issueTypes.map(({ key, name, description }) => ({ key, name, description })),
        roles: BLUEPRINT.roles.map(({ key, name, description }) => ({ key, name, description })),
      }),
      'setup.people': (_, { text }) => directory.search(text),
      'setup.plan': async (_, choices) => planView(await plan(choices)),
      'setup.apply': async ({ accountId }, choices) => {
        const { problems } = await plan(choices);
        if (problems.length > 0) throw new AppError('REFUSED', 'Something must be put right first: the plan names it.');
        return start(choices, accountId);
      },
      'setup.progress': async (_, { jobId }) => progressView(await job(jobId)),
      'setup.cancel': async (_, { jobId }) => {
        const found = await job(jobId);
        if (isFinal(found.state)) return progressView(found);
        return progressView(await jobs.save({ ...found, state: 'cancelled' }));
      },
      'setup.drift': async (_, { projectId }) => planView(await plan(await asSetUp(projectId))),
      'setup.repair': async ({ accountId }, { projectId }) => start(await asSetUp(projectId), accountId),
      'setup.roles': async (_, { projectId }) => {
        const { roles } = await map();
        return Promise.all(
          BLUEPRINT.roles.map(async ({ key, name, description }) => {
            const id = roles[key];
            return {
              role: key,
              name,
              description,
              members: id === undefined ? [] : await directory.members(projectId, id),
            };
          }),
        );
      },
      'setup.changeRole': async (_, { projectId, role, add, remove }) => {
        const id = await roleId(role);
        const members = new Set((await directory.members(projectId, id)).map(({ accountId }) => accountId));
        const fresh = add.filter((accountId) => !members.has(accountId));
        if (fresh.length > 0) await directory.addMembers(projectId, id, fresh);
        for (const accountId of remove)
          if (members.has(accountId)) await directory.removeMember(projectId, id, accountId);
        return { members: await directory.members(projectId, id) };
      },
    },
  };
}

const keyTaken = (key: string): AppError =>
  new AppError('INVALID_INPUT', `There is a project with the key ${key} already.`, {
    issues: [
      { path: 'project.key', message: `The key ${key} is taken. Choose another, or add to the existing project.` },
    ],
  });

const planView = ({ steps, problems }: Plan): PlanView => ({
  steps: steps.map(({ id, group, name, verdict, differences }) => ({
    id,
    group,
    name,
    verdict,
    differences: [...differences],
  })),
  problems: [...problems],
});

const progressView = ({ id, state, startedAt, document }: SetupJob): ProgressView => ({
  jobId: id,
  state,
  startedAt,
  total: document.total ?? 0,
  done: document.done,
  current: document.current ?? null,
  note: document.note ?? null,
  attempts: document.attempts,
  project: document.project ?? null,
  choices: choicesToGoOn(document),
});

/** A project that was made meanwhile is not made again. */
const choicesToGoOn = ({ choices, project }: SetupJob['document']): SetupChoices =>
  project === undefined ? choices : { ...choices, project: { kind: 'existing', id: project.id } };
