import { useState, type ReactNode } from 'react';
import { ApiError } from '../../../../shared/api';
import { Button, ErrorState, Select } from '../../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../../shared/query';
import { Menu } from '../../shared/Menu';
import { useImportText } from '../messages';
import type { Mapping, Settings } from '../types';

export interface SavedMappingsProps {
  readonly mapping: Mapping;
  readonly onLoad: (mapping: Mapping) => void;
}

/** Mappings that were made before, shared by all who import; the one at hand can be kept for the next file of its kind. */
export function SavedMappings({ mapping, onLoad }: SavedMappingsProps): ReactNode {
  const text = useImportText();
  const { data, error, refetch } = useApiQuery('cmdb.import.settings', {});
  const [chosen, setChosen] = useState<string>();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const load = (name: string): void => {
    const saved = data.mappings.find((one) => one.name === name);
    if (saved === undefined) return;
    setChosen(name);
    onLoad(saved.mapping);
  };
  return (
    <div className="cmdb-actions">
      {data.mappings.length === 0 ? null : (
        <label className="import-load">
          <span>{text('saved.load')}</span>
          <Select
            options={data.mappings.map(({ name }) => ({ value: name, label: name }))}
            value={data.mappings.some(({ name }) => name === chosen) ? chosen : undefined}
            onChange={load}
          />
        </label>
      )}
      <Menu label={text('saved.save')}>
        {(close) => <SaveAs settings={data} mapping={mapping} suggested={chosen ?? ''} onDone={close} />}
      </Menu>
    </div>
  );
}

interface SaveAsProps {
  readonly settings: Settings;
  readonly mapping: Mapping;
  readonly suggested: string;
  readonly onDone: () => void;
}

function SaveAs({ settings, mapping, suggested, onDone }: SaveAsProps): ReactNode {
  const text = useImportText();
  const [name, setName] = useState(suggested);
  const save = useApiCommand('cmdb.import.saveSettings', { changes: ['cmdb.import.settings'] });
  const reload = useApiQuery('cmdb.import.settings', {}, { enabled: false });
  const trimmed = name.trim();
  const others = settings.mappings.filter((one) => one.name !== trimmed);
  const replaces = others.length < settings.mappings.length;
  const keep = (mappings: Settings['mappings']): void => {
    const { version, precedence } = settings;
    save.mutate(
      { expectedVersion: version, mappings, precedence },
      { onSuccess: onDone, onError: (error) => void (isConflict(error) && reload.refetch()) },
    );
  };
  return (
    <div className="import-saveas">
      <label>
        {text('saved.name')}
        <input className="pl-input" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="cmdb-actions">
        <Button
          appearance="primary"
          disabled={trimmed === '' || save.isPending}
          onClick={() => keep([...others, { name: trimmed, mapping }])}
        >
          {text(replaces ? 'saved.replace' : 'saved.keep')}
        </Button>
        {replaces ? (
          <Button disabled={save.isPending} onClick={() => keep(others)}>
            {text('saved.delete')}
          </Button>
        ) : null}
      </div>
      {save.error === null ? null : (
        <p className="pl-field-error" role="alert">
          {isConflict(save.error) ? text('saved.conflict') : save.error.message}
        </p>
      )}
    </div>
  );
}

const isConflict = (error: Error): boolean => error instanceof ApiError && error.code === 'CONFLICT';
