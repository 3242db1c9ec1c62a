import type { ReactNode } from 'react';
import { usePlatform } from '../shared/context';
import { BacklogView } from './BacklogView';
import { configurationOf } from './configuration';
import { EditView } from './EditView';
import './backlog.css';

/** The dashboard shows the same resource for looking and for configuring. */
export function App(): ReactNode {
  const { extension } = usePlatform();
  const configuration = configurationOf(extension['gadgetConfiguration']);
  return extension['entryPoint'] === 'edit' ? (
    <EditView initial={configuration} />
  ) : (
    <BacklogView configuration={configuration} />
  );
}
