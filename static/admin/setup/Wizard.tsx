import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm, useFormContext, useWatch, type UseFormReturn } from 'react-hook-form';
import { ApiError } from '../../shared/api';
import { Button } from '../../shared/components';
import { usePlatform } from '../../shared/context';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { useText } from '../text';
import { choicesOf, draftFor, draftSchema, type Draft, type Options, type SetUpProject } from './draft';
import { PeopleStep } from './PeopleStep';
import { PlanError, PlanStep } from './PlanStep';
import { countOf } from './PlanList';
import { PracticesStep } from './PracticesStep';
import { ProjectStep } from './ProjectStep';
import { Stepper, STEPS, type StepName } from './Stepper';

export interface WizardProps {
  readonly options: Options;
  readonly setUp: readonly SetUpProject[];
  /** A project to begin with, as when practices are added to it. */
  readonly projectId: string | undefined;
  /** Absent on a site where there is nothing to go back to. */
  readonly onLeave: (() => void) | undefined;
  readonly onStarted: (jobId: string, started: boolean) => void;
}

/** What must be right before a step is left. */
const FIELDS: Readonly<Record<StepName, readonly (keyof Draft)[]>> = {
  project: ['name', 'key', 'projectId'],
  practices: ['practices'],
  people: [],
  plan: [],
  apply: [],
};

export function Wizard({ options, setUp, projectId, onLeave, onStarted }: WizardProps): ReactNode {
  const text = useText();
  const [step, setStep] = useState<StepName>(projectId === undefined ? 'project' : 'practices');
  const form = useForm<Draft>({
    defaultValues: draftFor(options, setUp, projectId),
    resolver: zodResolver(draftSchema(options.takenKeys)),
    shouldFocusError: true,
  });
  useForgivenErrors(form);
  const panel = usePanelFocus(step);
  const next = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const valid = await form.trigger(FIELDS[step], { shouldFocus: true });
    const following = STEPS[STEPS.indexOf(step) + 1];
    if (valid && following !== undefined && step !== 'plan') setStep(following);
  };
  const back = step === 'project' ? onLeave : () => setStep(STEPS[STEPS.indexOf(step) - 1] ?? 'project');
  const [where, chosenId] = useWatch({ control: form.control, name: ['where', 'projectId'] });
  const known = where === 'existing' ? setUp.find(({ id }) => id === chosenId) : undefined;
  return (
    <FormProvider {...form}>
      <Stepper current={step} onGo={setStep} />
      <form noValidate className="ad-form" onSubmit={(event) => void next(event)}>
        <div ref={panel} tabIndex={-1} className="ad-panel">
          {step === 'project' ? <ProjectStep options={options} /> : null}
          {step === 'practices' ? <PracticesStep options={options} known={known} /> : null}
          {step === 'people' ? <PeopleStep options={options} /> : null}
          {step === 'plan' ? <PlanAndApply onStarted={onStarted} onBack={back} /> : null}
        </div>
        {step === 'plan' ? null : (
          <div className="ad-actions">
            <Button type="submit" appearance="primary">
              {text(step === 'people' ? 'setup.showPlan' : 'setup.next')}
            </Button>
            {back === undefined ? null : <Button onClick={back}>{text('setup.back')}</Button>}
          </div>
        )}
      </form>
    </FormProvider>
  );
}

interface PlanAndApplyProps {
  readonly onStarted: WizardProps['onStarted'];
  readonly onBack: (() => void) | undefined;
}

/** The plan for what the form holds, and the button that carries it out. */
function PlanAndApply({ onStarted, onBack }: PlanAndApplyProps): ReactNode {
  const text = useText();
  const { control, getValues } = useFormContext<Draft>();
  useWatch({ control });
  const draft = getValues();
  const { accountId = '' } = usePlatform();
  const choices = choicesOf(draft, accountId);
  const plan = useApiQuery('setup.plan', choices);
  const apply = useApiCommand('setup.apply');
  const [waits, setWaits] = useState(0);
  const again = (retry: () => unknown) => (): void => {
    setWaits(waits + 1);
    retry();
  };
  const start = (): void =>
    apply.mutate(choices, {
      onSuccess: ({ jobId, started }) => onStarted(jobId, started),
      // Something came in the way since the plan was made: the new one names it.
      onError: (error) => void (error instanceof ApiError && error.code === 'REFUSED' ? plan.refetch() : undefined),
    });
  // Another choice on this page asks for a new plan: the last one stays in view until it comes.
  const [last, setLast] = useState(plan.data);
  if (plan.data !== undefined && plan.data !== last) setLast(plan.data);
  const steps = plan.data?.steps ?? [];
  const open = countOf(steps, 'create') + countOf(steps, 'drift');
  const ready = plan.data !== undefined && plan.data.problems.length === 0 && plan.error === null;
  return (
    <>
      <PlanStep query={plan} plan={plan.data ?? last} waits={waits} onRetry={again(plan.refetch)} />
      {apply.error === null ? null : <PlanError error={apply.error} waits={waits} onRetry={again(start)} />}
      <div className="ad-actions ad-sticky">
        <Button appearance="primary" disabled={!ready || apply.isPending} onClick={start}>
          {text('setup.apply', { count: open })}
        </Button>
        {onBack === undefined ? null : <Button onClick={onBack}>{text('setup.back')}</Button>}
      </div>
    </>
  );
}

/** An error goes as soon as its field is right, or no longer asked for: steps are left without submitting the form. */
function useForgivenErrors({ watch, getFieldState, trigger }: UseFormReturn<Draft>): void {
  useEffect(() => {
    const { unsubscribe } = watch(() => {
      const wrong = Object.values(FIELDS)
        .flat()
        .filter((field) => getFieldState(field).error !== undefined);
      if (wrong.length > 0) void trigger(wrong);
    });
    return unsubscribe;
  }, [watch, getFieldState, trigger]);
}

/** A new step is read out from its beginning, and the keyboard goes on there; not on arrival at the page. */
function usePanelFocus(step: StepName) {
  const panel = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    panel.current?.focus();
  }, [step]);
  return panel;
}
