import { useState, type FormEvent, type ReactNode } from 'react';
import type { TemplateView } from '../../../../src/change/template.shapes';
import { ApiError, type OutputOf } from '../../../shared/api';
import { Button, Field, Lozenge } from '../../../shared/components';
import { useRateWords } from '../../../shared/change/rate-words';
import { useChangeTerms } from '../../../shared/change/terms';
import { useFormat } from '../../../shared/format';
import { useApiCommand } from '../../../shared/query';
import { useTemplateText } from './messages';

/** Of a template as it was last saved; `view` is undefined until it is known, and where it is not offered. */
export interface Standing {
  readonly saved: 'offered' | 'off';
  readonly view: TemplateView | undefined;
  readonly reapprovedBecause: string | null;
}

export function StandingLozenge({ standing }: { readonly standing: Standing | undefined }): ReactNode {
  const text = useTemplateText();
  const terms = useChangeTerms();
  if (standing === undefined) return <Lozenge tone="information">{text('template.standing.new')}</Lozenge>;
  if (standing.saved === 'off') return <Lozenge>{text('template.standing.off')}</Lozenge>;
  if (standing.view === undefined) return null;
  return standing.view.preApproved ? (
    <Lozenge tone="success">{terms('change.template.preApproved')}</Lozenge>
  ) : (
    <Lozenge tone="danger">{terms('change.template.demoted')}</Lozenge>
  );
}

export interface StandingLineProps {
  readonly name: string;
  readonly standing: Standing | undefined;
  readonly onReinstated: (saved: OutputOf<'change.reinstateTemplate'>) => void;
}

/** Its record, and where it lost its pre-approval why, and the way to give it back. */
export function StandingLine({ name, standing, onReinstated }: StandingLineProps): ReactNode {
  const text = useTemplateText();
  const words = useRateWords();
  const format = useFormat();
  const view = standing?.view;
  if (view === undefined) return null;
  const because = standing?.reapprovedBecause ?? '';
  return (
    <>
      <p className="pl-hint">{words.rate(view.rate)}</p>
      {view.reapprovedAt === null ? null : (
        <p className="pl-hint">
          {text('template.reapproved', { at: format.dateTime(view.reapprovedAt), reason: because })}
        </p>
      )}
      {view.preApproved ? null : (
        <div className="ad-note templates-demoted" data-tone="warning">
          <p>{words.demoted(view)}</p>
          <Reinstate templateKey={view.key} name={name} onReinstated={onReinstated} />
        </div>
      )}
    </>
  );
}

interface ReinstateProps extends Pick<StandingLineProps, 'name' | 'onReinstated'> {
  readonly templateKey: string;
}

/** A decision of its own, at once and with its reason: saving the list never does it. */
function Reinstate({ templateKey, name, onReinstated }: ReinstateProps): ReactNode {
  const text = useTemplateText();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const reinstate = useApiCommand('change.reinstateTemplate', { changes: ['change.catalogue', 'change.templates'] });
  const { error } = reinstate;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    // This form goes as soon as the template is known to stand well again, which must not keep the page from being told.
    void reinstate.mutateAsync({ template: templateKey, reason }).then(onReinstated, () => undefined);
  };
  if (!open)
    return (
      <Button aria-label={text('template.reinstate.named', { name })} onClick={() => setOpen(true)}>
        {text('template.reinstate')}
      </Button>
    );
  const missing = tried && reason.trim() === '' ? text('template.reinstate.missing') : undefined;
  const refused = error instanceof ApiError ? (error.at('reason') ?? error.message) : error?.message;
  return (
    <form onSubmit={submit} noValidate aria-label={text('template.reinstate.named', { name })}>
      <Field
        label={text('template.reinstate.reason')}
        hint={text('template.reinstate.hint')}
        error={missing ?? refused}
        required
      >
        {(control) => (
          <textarea
            {...control}
            className="pl-input"
            rows={2}
            maxLength={500}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="ad-actions">
        <Button type="submit" appearance="primary" disabled={reinstate.isPending}>
          {text('template.reinstate')}
        </Button>
        <Button onClick={() => setOpen(false)}>{text('template.reinstate.cancel')}</Button>
      </div>
    </form>
  );
}
