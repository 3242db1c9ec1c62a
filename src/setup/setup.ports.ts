/** What set-up needs from the world. */
import type { z } from 'zod';
import type { AccountId } from '../contract/ids';
import type { Clock } from '../kernel/time';
import type { Change, Made } from './changes';
import type { SetupJobDocument, SetupJobState } from './setup-job';
import type { SiteMap } from './site-map';
import type { SiteState } from './site-state';

/** The project set-up is for: by the key it shall get, or by the id it has. */
export type ProjectTarget =
  { readonly kind: 'new'; readonly key: string } | { readonly kind: 'existing'; readonly id: string };

export interface SiteConfiguration {
  /** Whether the app's panel is pinned is not told by Jira; it comes back as `false`. */
  read(target: ProjectTarget): Promise<SiteState>;
  perform(change: Change): Promise<Made>;
}

export interface SetupJob {
  readonly id: string;
  readonly version: number;
  readonly state: SetupJobState;
  readonly startedAt: string;
  readonly document: z.output<typeof SetupJobDocument>;
}

export interface SetupJobs {
  start(id: string, document: SetupJob['document']): Promise<void>;
  get(id: string): Promise<SetupJob | undefined>;
  latest(): Promise<SetupJob | undefined>;
  /** CONFLICT when the job went on elsewhere since it was read. */
  save(job: SetupJob): Promise<SetupJob>;
}

export interface SetupQueue {
  /** At least once, after the delay. */
  goOn(jobId: string, delaySeconds: number): Promise<void>;
}

export interface SiteMaps {
  read(): Promise<SiteMap | undefined>;
  /** `change` sees the map as it is now, and may be called again when somebody else wrote it meanwhile. */
  update(change: (map: SiteMap | undefined) => SiteMap, by: string): Promise<void>;
}

export interface Person {
  readonly accountId: AccountId;
  readonly displayName: string;
}

export interface ProjectSummary {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

export interface Directory {
  /** Company-managed projects that are not archived, and the keys of all projects. */
  projects(): Promise<{ readonly projects: ProjectSummary[]; readonly takenKeys: string[] }>;
  search(text: string): Promise<Person[]>;
  /** Active people in a project role, by name. */
  members(projectId: string, roleId: string): Promise<Person[]>;
  addMembers(projectId: string, roleId: string, accountIds: readonly AccountId[]): Promise<void>;
  removeMember(projectId: string, roleId: string, accountId: AccountId): Promise<void>;
}

export interface ApplyPorts {
  readonly site: SiteConfiguration;
  readonly jobs: SetupJobs;
  readonly queue: SetupQueue;
  readonly maps: SiteMaps;
  readonly clock: Clock;
}

export interface SetupPorts extends ApplyPorts {
  readonly directory: Directory;
  readonly newJobId: () => string;
}
