/** Shows, checks and saves the priority matrix. */
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import { jqlOf, openIncidents } from './backlog';
import type { incidentContract } from './incident.contract';
import type { IncidentPorts, Saved } from './incident.ports';
import { currentMatrix, withMatrix, type MatrixHistory } from './matrix-history';
import {
  DEFAULT_MATRIX,
  IMPACT_NAMES,
  IMPACTS,
  lintMatrix,
  PriorityMatrix,
  URGENCIES,
  URGENCY_NAMES,
} from './priority-matrix';
import { jqlField } from './process';

type Offered = 'incident.matrix' | 'incident.lintMatrix' | 'incident.saveMatrix';

export function matrixPractice(ports: IncidentPorts): Pick<Handlers<typeof incidentContract>, Offered> {
  const { matrix, viewer, clock } = ports;

  /** Open incidents in each cell that the draft changes. They keep their priority; the count says how many are concerned. */
  async function effectOf(site: SiteMap, draft: PriorityMatrix) {
    const now = currentMatrix((await matrix.read())?.document);
    const { impact, urgency } = site.fields;
    // An administrator need not see every project; JQL refuses a query that names one they don't.
    const projects = (await viewer.projectNames(site.projects.map(({ key }) => key))).map(({ key }) => key);
    if (impact === undefined || urgency === undefined || projects.length === 0) return [];
    const open = openIncidents(site, projects);
    const changed = IMPACTS.flatMap((i) =>
      URGENCIES.filter((u) => draft[i][u] !== now[i][u]).map((u) => ({
        impact: i,
        urgency: u,
        from: now[i][u],
        to: draft[i][u],
        jql: jqlOf([
          ...open,
          `${jqlField(impact)} = "${IMPACT_NAMES[i]}"`,
          `${jqlField(urgency)} = "${URGENCY_NAMES[u]}"`,
        ]),
      })),
    );
    return Promise.all(
      changed.map(async ({ jql, ...cell }) => ({ ...cell, open: { jql, count: await viewer.count(jql) } })),
    );
  }

  const state = (found: Saved<MatrixHistory> | undefined) => ({
    cells: currentMatrix(found?.document),
    defaults: DEFAULT_MATRIX,
    version: found?.version ?? null,
    updatedAt: found?.updatedAt ?? null,
    updatedBy: found?.updatedBy ?? null,
  });

  return {
    'incident.matrix': async () => state(await matrix.read()),
    async 'incident.lintMatrix'(_, { cells }) {
      const findings = lintMatrix(cells);
      const site = await ports.siteMap();
      const draft = PriorityMatrix.safeParse(cells);
      const effect =
        findings.length === 0 && site !== undefined && draft.success ? await effectOf(site, draft.data) : [];
      return { findings: findings.map((finding) => ({ ...finding, cells: [...finding.cells] })), effect };
    },
    async 'incident.saveMatrix'({ accountId }, { expectedVersion, cells }) {
      const findings = lintMatrix(cells);
      if (findings.length > 0)
        throw new AppError('REFUSED', 'The matrix is not saved: it has faults.', {
          issues: findings.map((finding) => ({ path: `cells.${finding.cells[0] ?? ''}`, message: finding.message })),
        });
      const found = await matrix.read();
      // The history must be the one that was seen, or somebody's revision would be lost: the write checks the version.
      const now = clock.now();
      const history = withMatrix(found?.document, PriorityMatrix.parse(cells), now);
      await matrix.write(expectedVersion ?? undefined, history, accountId, now);
      return state(await matrix.read());
    },
  };
}
