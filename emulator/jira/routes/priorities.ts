import { z } from 'zod';
import type { Operation } from '../http';
import { priorityBean, resolutionBean } from '../model/beans';
import { one } from '../model/rows';
import type { JiraSite } from '../site';
import { rankedOperations } from './ranked';
import { Description, Name } from './support';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/: at most 60 and 255 characters. */
const entry = { name: Name(60), description: Description(255).optional() };
const Color = z
  .string()
  .regex(/^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/, 'The status color must be a hexadecimal color such as #ffffff.');
const ICON = /^\/images\/icons\/priorities\/[a-z_]+\.(png|svg)$/;
const priority = {
  ...entry,
  statusColor: Color,
  iconUrl: z.string().max(255).regex(ICON, 'The icon is not one of Jira’s priority icons.').optional(),
  avatarId: z.number().int().optional(),
};
const PriorityColumns = z.looseObject({ statusColor: z.string().optional(), iconUrl: z.string().optional() });

function fullPriority(site: JiraSite, id: number) {
  const row = one<{ description: string; status_color: string; is_default: number }>(
    site.db,
    'SELECT * FROM priority WHERE id = ?',
    id,
  );
  return row === undefined
    ? null
    : {
        ...priorityBean(site, id),
        statusColor: row.status_color,
        description: row.description,
        isDefault: row.is_default === 1,
      };
}

export const priorityOperations: readonly Operation[] = rankedOperations({
  table: 'priority',
  column: 'priority_id',
  bean: fullPriority,
  searchBean: fullPriority,
  create: z.strictObject(priority),
  update: z.strictObject({ ...priority, name: priority.name.optional(), statusColor: Color.optional() }),
  columns: (request) => {
    const { statusColor, iconUrl } = PriorityColumns.parse(request);
    return {
      ...(statusColor === undefined ? {} : { status_color: statusColor }),
      ...(iconUrl === undefined ? {} : { icon_url: iconUrl }),
    };
  },
  searchScopes: ['manage:jira-configuration'],
  nameParameter: 'priorityName',
});

function searchedResolution(site: JiraSite, id: number) {
  const row = one<{ is_default: number }>(site.db, 'SELECT is_default FROM resolution WHERE id = ?', id);
  return row === undefined ? null : { ...resolutionBean(site, id), isDefault: row.is_default === 1 };
}

export const resolutionOperations: readonly Operation[] = rankedOperations({
  table: 'resolution',
  column: 'resolution_id',
  bean: resolutionBean,
  searchBean: searchedResolution,
  create: z.strictObject(entry),
  update: z.strictObject(entry),
  columns: () => ({}),
  searchScopes: ['read:jira-work'],
});
