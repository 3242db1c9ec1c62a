import { useId, useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button, ErrorState, Field, Loaded, Skeleton } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { WithMessages } from '../../shared/WithMessages';
import { ClosurePreview } from './ClosurePreview';
import { closureMessages, useClosureText } from './messages';
import {
  daysAreValid,
  formOf,
  policyOf,
  samePolicy,
  TIME_ZONES,
  zoneIsValid,
  type ClosureState,
  type Policy,
  type PolicyForm,
} from './policy-form';

export function ClosurePage(): ReactNode {
  return (
    <WithMessages messages={closureMessages}>
      <Closure />
    </WithMessages>
  );
}

function Closure(): ReactNode {
  const query = useApiQuery('incident.closurePolicy', {});
  return (
    <Loaded query={query} skeleton={<Skeleton lines={6} />}>
      {(saved) => <Editor saved={saved} reload={async () => (await query.refetch()).data} />}
    </Loaded>
  );
}

interface EditorProps {
  readonly saved: ClosureState;
  readonly reload: () => Promise<ClosureState | undefined>;
}

/** `base` is what the form was filled from; it moves on only when the admin has seen the newer one. */
function Editor({ saved, reload }: EditorProps): ReactNode {
  const text = useClosureText();
  const format = useFormat();
  const [base, setBase] = useState(saved);
  const [form, setForm] = useState(formOf(saved.policy));
  const [theirs, setTheirs] = useState<ClosureState>();
  const save = useApiCommand('incident.saveClosurePolicy');
  const policy = policyOf(form);
  const changed = policy === undefined || !samePolicy(policy, base.policy);
  const refused = save.error instanceof ApiError ? save.error : undefined;

  const savedText = (): string =>
    base.updatedAt === null
      ? text('closure.neverChanged')
      : text('closure.saved', { at: format.dateTime(base.updatedAt) });
  const adopt = (state: ClosureState): void => {
    setBase(state);
    setForm(formOf(state.policy));
    setTheirs(undefined);
  };
  const submit = (): void => {
    if (policy === undefined) return;
    save.mutate(
      { expectedVersion: base.version, policy },
      {
        onSuccess: adopt,
        onError: (error) => {
          if (isConflict(error)) void reload().then((state) => setTheirs(state));
        },
      },
    );
  };

  return (
    <section aria-labelledby="closure-title">
      <h2 id="closure-title">{text('closure.title')}</h2>
      <p className="ad-hint">{text('closure.intro')}</p>
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PolicyFields form={form} refused={refused} onChange={setForm} />
        <p role="status">{policy === undefined ? null : <ClosurePreview policy={policy} />}</p>
        {theirs === undefined ? null : (
          <Conflict
            theirs={theirs.policy}
            onTake={() => {
              adopt(theirs);
              save.reset();
            }}
            onKeep={() => {
              setBase(theirs);
              setTheirs(undefined);
              save.reset();
            }}
          />
        )}
        {refused === undefined || isConflict(refused) || refused.issues.length > 0 ? null : (
          <ErrorState error={refused} />
        )}
        <div className="ad-actions">
          <Button
            type="submit"
            appearance="primary"
            disabled={!changed || policy === undefined || save.isPending || theirs !== undefined}
          >
            {text('closure.save')}
          </Button>
          <Button disabled={!changed} onClick={() => setForm(formOf(base.policy))}>
            {text('closure.discard')}
          </Button>
        </div>
        <p role="status" className="pl-hint">
          {save.isSuccess && !changed ? text('closure.done') : savedText()}
        </p>
      </form>
    </section>
  );
}

interface PolicyFieldsProps {
  readonly form: PolicyForm;
  readonly refused: ApiError | undefined;
  readonly onChange: (form: PolicyForm) => void;
}

function PolicyFields({ form, refused, onChange }: PolicyFieldsProps): ReactNode {
  const text = useClosureText();
  const zones = useId();
  return (
    <>
      <label className="ad-choice">
        <input
          type="checkbox"
          checked={form.automatic}
          onChange={(event) => onChange({ ...form, automatic: event.target.checked })}
        />
        {text('closure.automatic')}
      </label>
      <div className="ad-fields">
        <Field
          label={text('closure.days')}
          required
          hint={text('closure.days.hint')}
          error={daysAreValid(form.days) ? refused?.at('policy.businessDays') : text('closure.days.fault')}
        >
          {(control) => (
            <input
              {...control}
              className="pl-input"
              inputMode="numeric"
              disabled={!form.automatic}
              value={form.days}
              onChange={(event) => onChange({ ...form, days: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={text('closure.zone')}
          required
          hint={text('closure.zone.hint')}
          error={zoneIsValid(form.zone) ? refused?.at('policy.timeZone') : text('closure.zone.fault')}
        >
          {(control) => (
            <input
              {...control}
              className="pl-input"
              list={zones}
              autoComplete="off"
              disabled={!form.automatic}
              value={form.zone}
              onChange={(event) => onChange({ ...form, zone: event.target.value })}
            />
          )}
        </Field>
        <datalist id={zones}>
          {TIME_ZONES.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
    </>
  );
}

interface ConflictProps {
  readonly theirs: Policy;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

function Conflict({ theirs: { automatic, businessDays, timeZone }, onTake, onKeep }: ConflictProps): ReactNode {
  const text = useClosureText();
  const theirs = automatic
    ? text('closure.conflict.policy', { days: businessDays, zone: timeZone })
    : text('closure.conflict.off');
  return (
    <div role="alert" className="ad-note" data-tone="warning">
      <p>{text('closure.conflict', { theirs })}</p>
      <div className="ad-actions">
        <Button onClick={onTake}>{text('closure.conflict.takeTheirs')}</Button>
        <Button onClick={onKeep}>{text('closure.conflict.keepMine')}</Button>
      </div>
    </div>
  );
}

const isConflict = (error: Error): boolean => error instanceof ApiError && error.code === 'CONFLICT';
