import { useEffect, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ErrorIcon, WarningIcon } from '../../../shared/components';
import { useFindings } from '../draft/findings';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText, type SlaText } from '../messages';
import type { Finding, Policy } from '../policy';

/** Everything found, each leading to its field, on whichever page that is. */
export function FindingList(): ReactNode {
  const text = useSlaText();
  const { policy } = usePolicy();
  const { all } = useFindings();
  const go = useGoTo();
  if (all.length === 0) return null;
  const sorted = [...all].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return (
    <ul className="sla-findings" aria-label={text('policy.findings')}>
      {sorted.map((finding) => (
        <li key={`${finding.path} ${finding.message}`} data-severity={finding.severity}>
          {finding.severity === 'error' ? (
            <ErrorIcon label={text('policy.findings.error')} />
          ) : (
            <WarningIcon label={text('policy.findings.warning')} />
          )}
          <button type="button" className="sla-link" onClick={() => go(finding)}>
            {placeText(finding.path, policy, text)}
          </button>
          <span>{finding.message}</span>
        </li>
      ))}
    </ul>
  );
}

const indexed = (path: string) => {
  const [list, index, ...rest] = path.split('.');
  return { list, index: Number(index), rest };
};

/** "Office hours", "Time to resolution, goal 2": enough to know where one will get to. */
function placeText(path: string, policy: Policy, text: SlaText): string {
  const { list, index, rest } = indexed(path);
  const item = list === 'calendars' ? policy.calendars[index] : policy.definitions[index];
  const name = item?.name.trim() || text('policy.unnamed');
  const [part, at] = rest;
  const known = PARTS.find((one) => one === part);
  if (item === undefined) return text('policy.whole');
  if (known === undefined) return name;
  return text('policy.place', {
    name,
    part: text(`policy.part.${known}`),
    at: at === undefined || Number.isNaN(Number(at)) ? 0 : Number(at) + 1,
  });
}

const PARTS = [
  'weekly',
  'holidays',
  'extra',
  'timeZone',
  'scope',
  'start',
  'pause',
  'stop',
  'goals',
  'thresholds',
  'onBreach',
] as const;

export function pageOf(path: string, policy: Policy): string {
  const { list, index } = indexed(path);
  if (list === 'calendars') {
    const key = policy.calendars[index]?.key;
    return key === undefined ? '/sla/calendars' : `/sla/calendars/${key}`;
  }
  const key = policy.definitions[index]?.key;
  return key === undefined ? '/sla/definitions' : `/sla/definitions/${key}`;
}

function useGoTo(): (finding: Finding) => void {
  const { policy } = usePolicy();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return ({ path }) => {
    const page = pageOf(path, policy);
    if (page === pathname) focusPlace(path);
    else void navigate(`${page}?at=${encodeURIComponent(path)}`);
  };
}

/** For the page that a finding led to. */
export function useArrival(): void {
  const { search } = useLocation();
  const at = new URLSearchParams(search).get('at');
  useEffect(() => {
    if (at !== null) focusPlace(at);
  }, [at]);
}

const CONTROLS = 'input, select, textarea, button';

/** The field at the path, or the nearest one around it. */
function focusPlace(path: string): void {
  const parts = path.split('.');
  const places = [...document.querySelectorAll<HTMLElement>('[data-path]')];
  for (let length = parts.length; length > 0; length -= 1) {
    const sought = parts.slice(0, length).join('.');
    const place = places.find(({ dataset }) => dataset['path'] === sought);
    const control = place?.querySelector<HTMLElement>(CONTROLS);
    if (place === undefined || control == null) continue;
    for (let box = place.closest('details'); box !== null; box = box.parentElement?.closest('details') ?? null)
      box.open = true;
    control.focus();
    return;
  }
}
