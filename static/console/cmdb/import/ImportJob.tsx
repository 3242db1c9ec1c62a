import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { EmptyState, Loaded, Skeleton } from '../../../shared/components';
import { useImportText } from './messages';
import { MappingStep } from './mapping/MappingStep';
import { ApplyStep } from './run/ApplyStep';
import { DryRunStep } from './run/DryRunStep';
import { Steps, type Step } from './Steps';
import type { ImportView } from './types';
import { importPath, UploadStep } from './upload/UploadStep';
import type { Upload } from './upload/use-upload';
import { isUnderWay, useImport } from './use-import';

export interface ImportJobProps {
  readonly importId: string;
  readonly catalogue: CatalogueState;
  readonly upload: Upload;
}

/** One import, at the step where it stands. The address holds it: a reload, or a colleague, comes to the same place. */
export function ImportJob({ importId, ...rest }: ImportJobProps): ReactNode {
  const query = useImport(importId);
  return (
    <Loaded query={query} skeleton={<Skeleton lines={8} height={24} />}>
      {(view) => <Job view={view} {...rest} />}
    </Loaded>
  );
}

/** The furthest step it has come to; back to the mapping while nothing was imported. */
function stepOf(view: ImportView, asked: string | null): Step {
  if (view.apply !== null) return 'apply';
  if (view.state === 'uploading' && view.missing.length > 0) return 'file';
  if (view.dryRun !== null && (isUnderWay(view) || asked !== 'mapping')) return 'dryRun';
  return 'mapping';
}

function pathOf(view: ImportView, step: Step): string | undefined {
  if (view.apply !== null || view.dryRun === null || isUnderWay(view)) return undefined;
  if (step === 'mapping') return view.expired ? undefined : `${importPath(view.importId)}?step=mapping`;
  return step === 'dryRun' ? importPath(view.importId) : undefined;
}

function Job({ view, catalogue, upload }: Omit<ImportJobProps, 'importId'> & { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const [params] = useSearchParams();
  const step = stepOf(view, params.get('step'));
  return (
    <article aria-labelledby="import-title" className="import-job">
      <header className="import-head">
        <h2 id="import-title">{text('job.title', { file: view.file.name })}</h2>
        <Link to="/cmdb/import">{text('job.all')}</Link>
      </header>
      <Steps current={step} pathOf={(other) => pathOf(view, other)} />
      <Current step={step} view={view} catalogue={catalogue} upload={upload} />
    </article>
  );
}

interface CurrentProps extends Omit<ImportJobProps, 'importId'> {
  readonly step: Step;
  readonly view: ImportView;
}

function Current({ step, view, catalogue, upload }: CurrentProps): ReactNode {
  if (view.expired && (step === 'mapping' || step === 'file')) return <Gone />;
  switch (step) {
    case 'file':
      return <UploadStep view={view} upload={upload} />;
    case 'mapping':
      return <MappingStep view={view} catalogue={catalogue} />;
    case 'dryRun':
      return <DryRunStep view={view} catalogue={catalogue} />;
    case 'apply':
      return <ApplyStep view={view} catalogue={catalogue} />;
  }
}

function Gone(): ReactNode {
  const text = useImportText();
  return (
    <EmptyState title={text('job.gone')} action={<Link to="/cmdb/import">{text('job.another')}</Link>}>
      {text('job.gone.next')}
    </EmptyState>
  );
}
