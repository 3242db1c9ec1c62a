import type { ReactNode } from 'react';
import { usePlatform } from '../shared/context';
import { configurationOf } from './configuration';
import { EditView } from './EditView';
import { SuccessView } from './SuccessView';
import './success.css';

/** The dashboard shows the same resource for looking and for configuring. */
export function App(): ReactNode {
  const { extension } = usePlatform();
  const configuration = configurationOf(extension['gadgetConfiguration']);
  return extension['entryPoint'] === 'edit' ? (
    <EditView initial={configuration} />
  ) : (
    <SuccessView configuration={configuration} />
  );
}
