import { useEffect, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ErrorIcon, WarningIcon } from '../../../shared/components';
import { useFindings } from '../../sla/draft/findings';
import type { Finding } from './documents';
import { usePartsText } from './messages';

export interface FindingLinksProps {
  /** What the lists of the document hold, in their order. */
  readonly items: readonly { readonly key: string; readonly name: string }[];
  /** Where an item is edited: `<page>/<key>`. */
  readonly page: string;
}

/** Everything found in the draft, errors first, each leading to its field on whichever page that is. */
export function FindingLinks({ items, page }: FindingLinksProps): ReactNode {
  const text = usePartsText();
  const { all } = useFindings();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  if (all.length === 0) return null;
  const itemOf = ({ path }: Finding) => items[Number(path.split('.')[1])];
  const go = (finding: Finding): void => {
    const key = itemOf(finding)?.key;
    const target = key === undefined ? page : `${page}/${key}`;
    if (target === pathname) focusPlace(finding.path);
    else void navigate(`${target}?at=${encodeURIComponent(finding.path)}`);
  };
  const sorted = [...all].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return (
    <ul className="sla-findings" aria-label={text('parts.findings')}>
      {sorted.map((finding) => (
        <li key={`${finding.path} ${finding.message}`} data-severity={finding.severity}>
          {finding.severity === 'error' ? (
            <ErrorIcon label={text('parts.findings.error')} />
          ) : (
            <WarningIcon label={text('parts.findings.warning')} />
          )}
          <button type="button" className="sla-link" onClick={() => go(finding)}>
            {itemOf(finding)?.name.trim() || text(itemOf(finding) === undefined ? 'parts.whole' : 'parts.unnamed')}
          </button>
          <span>{finding.message}</span>
        </li>
      ))}
    </ul>
  );
}

/** For the page that a finding led to. */
export function useArrival(): void {
  const { search } = useLocation();
  const at = new URLSearchParams(search).get('at');
  useEffect(() => {
    if (at !== null) focusPlace(at);
  }, [at]);
}

/** The field at the path, or the nearest one around it. */
function focusPlace(path: string): void {
  const parts = path.split('.');
  const places = [...document.querySelectorAll<HTMLElement>('[data-path]')];
  for (let length = parts.length; length > 0; length -= 1) {
    const sought = parts.slice(0, length).join('.');
    const place = places.find(({ dataset }) => dataset['path'] === sought);
    const control = place?.querySelector<HTMLElement>('input, select, textarea, button');
    if (control == null) continue;
    control.focus();
    return;
  }
}
