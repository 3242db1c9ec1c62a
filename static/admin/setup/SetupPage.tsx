import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../shared/api';
import { Button, Lozenge, SiteLink } from '../../shared/components';
import { useApiQuery } from '../../shared/query';
import { AdminLoaded } from '../AdminError';
import { useText } from '../text';
import type { Options, SetUpProject } from './draft';
import { ProgressPanel } from './ProgressPanel';
import { Stepper } from './Stepper';
import { Wizard } from './Wizard';

type Overview = OutputOf<'setup.overview'>;

/** A run under way comes first; then what is set up; the wizard on a site where nothing is. */
export function SetupPage(): ReactNode {
  const overview = useApiQuery('setup.overview', {});
  const options = useApiQuery('setup.options', {});
  return (
    <AdminLoaded query={overview}>
      {(data) => (
        <AdminLoaded query={options}>
          {(known) => <SetUp overview={data} options={known} reload={() => void overview.refetch()} />}
        </AdminLoaded>
      )}
    </AdminLoaded>
  );
}

const ACTIVE: readonly string[] = ['queued', 'running', 'waiting'];

interface SetUpProps {
  readonly overview: Overview;
  readonly options: Options;
  readonly reload: () => void;
}

/** `started` is false when somebody else's run was found instead. */
interface Run {
  readonly jobId: string;
  readonly started: boolean;
}

function SetUp({ overview, options, reload }: SetUpProps): ReactNode {
  const { lastRun, projects } = overview;
  const underWay = lastRun !== null && ACTIVE.includes(lastRun.state) ? { jobId: lastRun.jobId, started: true } : null;
  const [run, setRun] = useState<Run | null>(underWay);
  // Whoever began with the wizard keeps it, even when another tab finishes meanwhile.
  const [wizard, setWizard] = useState<{ readonly projectId: string | undefined } | undefined>(
    projects.length === 0 ? { projectId: undefined } : undefined,
  );
  if (run !== null) {
    const close = (): void => {
      setRun(null);
      setWizard(undefined);
      reload();
    };
    return (
      <>
        <Stepper current="apply" onGo={undefined} />
        <ProgressPanel key={run.jobId} jobId={run.jobId} others={!run.started} onClose={close} onStarted={setRun} />
      </>
    );
  }
  if (projects.length > 0 && wizard === undefined) {
    return <SetUpProjects projects={projects} options={options} onWizard={(projectId) => setWizard({ projectId })} />;
  }
  return (
    <>
      {projects.length > 0 ? null : <Intro />}
      <Wizard
        options={options}
        setUp={projects}
        projectId={wizard?.projectId}
        onLeave={projects.length === 0 ? undefined : () => setWizard(undefined)}
        onStarted={(jobId, started) => setRun({ jobId, started })}
      />
    </>
  );
}

function Intro(): ReactNode {
  const text = useText();
  return <p className="ad-intro">{text('setup.intro')}</p>;
}

interface SetUpProjectsProps {
  readonly projects: readonly SetUpProject[];
  readonly options: Options;
  readonly onWizard: (projectId: string | undefined) => void;
}

function SetUpProjects({ projects, options, onWizard }: SetUpProjectsProps): ReactNode {
  const text = useText();
  return (
    <section className="ad-form" aria-labelledby="set-up-title">
      <h2 id="set-up-title">{text('setup.projects')}</h2>
      <ul className="ad-projects">
        {projects.map((project) => {
          const missing = options.practices.filter(({ key }) => !project.practices.includes(key));
          const named = options.practices.filter(({ key }) => project.practices.includes(key));
          return (
            <li key={project.id} className="ad-project">
              <h3>
                <SiteLink to={`/browse/${project.key}`}>{`${project.name} (${project.key})`}</SiteLink>
              </h3>
              <p className="ad-tags">
                {named.map(({ key, name }) => (
                  <Lozenge key={key} tone="success">
                    {name}
                  </Lozenge>
                ))}
              </p>
              <div className="ad-actions">
                <Button onClick={() => onWizard(project.id)}>
                  {text(missing.length === 0 ? 'setup.review' : 'setup.addPractices', { key: project.key })}
                </Button>
                <Link to="/drift">{text('setup.checkDrift')}</Link>
                <Link to="/roles">{text('setup.manageRoles')}</Link>
              </div>
            </li>
          );
        })}
      </ul>
      <Button appearance="primary" onClick={() => onWizard(undefined)}>
        {text('setup.another')}
      </Button>
    </section>
  );
}
