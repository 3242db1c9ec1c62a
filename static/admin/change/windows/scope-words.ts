/** What windows hold for, in words: names where they are known and few, else how many. */
import { useApiQuery } from '../../../shared/query';
import { useFormat } from '../../../shared/format';
import { useBriefs } from '../../../console/cmdb/shared/CiTags';
import type { Scope } from '../parts/documents';
import { useWindowText } from './messages';

/** More are told by their number. */
const TOLD = 3;

export function useScopeWords(scopes: readonly Scope[]): (scope: Scope) => string {
  const text = useWindowText();
  const format = useFormat();
  const named = scopes.flatMap((scope) => ('refs' in scope && scope.refs.length <= TOLD ? scope.refs : []));
  const briefs = useBriefs([...new Set(named)]);
  const needsClasses = scopes.some(({ on }) => on === 'classes');
  const catalogue = useApiQuery('cmdb.catalogue', {}, { enabled: needsClasses });
  const className = (key: string): string => catalogue.data?.classes.find((one) => one.key === key)?.name ?? key;
  return (scope) => {
    switch (scope.on) {
      case 'site':
        return text('window.scope.said.site');
      case 'classes':
        return text('window.scope.said.classes', {
          count: scope.keys.length,
          names: format.list(scope.keys.map(className)),
        });
      default: {
        const names = format.list(scope.refs.map((ref) => briefs.get(ref)?.name ?? ref));
        const few = scope.refs.length <= TOLD ? 'yes' : 'no';
        return text(`window.scope.said.${scope.on}`, { count: scope.refs.length, few, names });
      }
    }
  };
}
