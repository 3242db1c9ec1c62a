import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CiBrief } from '../../../../src/cmdb/cmdb.shapes';
import { ClassIcon } from './ClassIcon';
import { ciPath } from './paths';

export type NamedCi = Pick<CiBrief, 'ref' | 'name' | 'icon' | 'className'>;

/** A CI by its name, leading to its page; the class's icon says what it is. */
export function CiLink({ ci }: { readonly ci: NamedCi }): ReactNode {
  return (
    <Link to={ciPath(ci.ref)} className="cmdb-ci-link" title={`${ci.className} · ${ci.ref}`}>
      <ClassIcon icon={ci.icon} />
      <span>{ci.name}</span>
    </Link>
  );
}
