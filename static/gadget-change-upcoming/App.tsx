import type { ReactNode } from 'react';
import { usePlatform } from '../shared/context';
import { configurationOf } from './configuration';
import { EditView } from './EditView';
import { UpcomingView } from './UpcomingView';
import './upcoming.css';

/** The dashboard shows the same resource for looking and for configuring. */
export function App(): ReactNode {
  const { extension } = usePlatform();
  const configuration = configurationOf(extension['gadgetConfiguration']);
  return extension['entryPoint'] === 'edit' ? (
    <EditView initial={configuration} />
  ) : (
    <UpcomingView configuration={configuration} />
  );
}
