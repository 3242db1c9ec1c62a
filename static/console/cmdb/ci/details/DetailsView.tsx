import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { CatalogueState, CiView, ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { Lozenge } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { useCmdbText } from '../../shared/messages';
import { usePathWords } from '../../shared/path-words';
import { ciPath } from '../../shared/paths';
import type { SectionProps } from '../CiPage';
import { useCiText } from '../messages';
import { ruleWords } from './rule-words';

type Attribute = ClassView['attributes'][number];

const COMMON = ['environment', 'location', 'cost'] as const;

/** Fields that every CI has, then the attributes by the class that declares them, each with who wrote it. */
export function DetailsView({ catalogue, view }: SectionProps): ReactNode {
  const text = useCiText();
  const { ci } = view;
  const ciClass = catalogue.classes.find(({ key }) => key === ci.classKey);
  const people = useMemo(() => new Map(Object.entries(view.people)), [view.people]);
  const words = usePathWords(catalogue, ci.classKey, people);
  const known = new Set((ciClass?.attributes ?? []).map(({ key }) => key));
  const leftOver = Object.entries(ci.attributes).filter(([key]) => !known.has(key));
  return (
    <div className="cmdb-details">
      <Group title={text('details.general')}>
        {COMMON.map((field) => (
          <Line key={field} name={words.label(field)} view={view} path={field} filled={ci[field] !== null}>
            {words.value(field, ci[field])}
          </Line>
        ))}
        <Redundancy catalogue={catalogue} view={view} ciClass={ciClass} />
        <Identifiers view={view} />
      </Group>
      {groupsOf(catalogue, ciClass).map(({ title, attributes }) => (
        <Group key={title} title={text('details.from', { name: title })}>
          {attributes.map((attribute) => (
            <Line
              key={attribute.key}
              name={attribute.name}
              view={view}
              path={`attributes.${attribute.key}`}
              filled={ci.attributes[attribute.key] !== undefined}
              missing={attribute.required || attribute.recommended}
            >
              <Value attribute={attribute} view={view}>
                {words.value(`attributes.${attribute.key}`, ci.attributes[attribute.key])}
              </Value>
            </Line>
          ))}
        </Group>
      ))}
      {leftOver.length === 0 ? null : (
        <Group title={text('details.leftOver')}>
          {leftOver.map(([key, value]) => (
            <Line key={key} name={key} view={view} path={`attributes.${key}`} filled>
              {String(value)}
            </Line>
          ))}
        </Group>
      )}
    </div>
  );
}

interface AttributeGroup {
  readonly title: string;
  readonly attributes: readonly Attribute[];
}

/** From the class itself up to its root: what is special to it comes first. */
function groupsOf({ classes }: CatalogueState, ciClass: ClassView | undefined): AttributeGroup[] {
  return (ciClass?.lineage ?? []).flatMap((key) => {
    const attributes = (ciClass?.attributes ?? []).filter(({ declaredBy }) => declaredBy === key);
    return attributes.length === 0 ? [] : [{ title: classes.find((one) => one.key === key)?.name ?? key, attributes }];
  });
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <h3>{title}</h3>
      <dl className="cmdb-lines">{children}</dl>
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly view: CiView;
  readonly path: string;
  readonly filled: boolean;
  /** Said where it is not filled, but should be. */
  readonly missing?: boolean;
  readonly children: ReactNode;
}

function Line({ name, view, path, filled, missing = false, children }: LineProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const format = useFormat();
  const stamp = view.ci.sources[path];
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {filled ? (
          children
        ) : missing ? (
          <Lozenge tone="warning">{cmdb('cmdb.notFilled')}</Lozenge>
        ) : (
          <span className="cmdb-empty">{cmdb('cmdb.notFilled')}</span>
        )}
        {stamp === undefined || !filled ? null : (
          <span className="cmdb-source">
            {text('details.source', {
              source: stamp.source === 'manual' ? text('source.manual') : stamp.source,
              at: format.date(stamp.at),
            })}
          </span>
        )}
      </dd>
    </div>
  );
}

interface ValueProps {
  readonly attribute: Attribute;
  readonly view: CiView;
  readonly children: string;
}

function Value({ attribute, view, children }: ValueProps): ReactNode {
  const cmdb = useCmdbText();
  const value = view.ci.attributes[attribute.key];
  if (attribute.type === 'reference' && typeof value === 'string') {
    const name = view.references[value];
    return name === undefined ? <em>{cmdb('cmdb.restricted')}</em> : <Link to={ciPath(value)}>{name}</Link>;
  }
  // The server keeps web addresses only: a link never runs a script.
  if (attribute.type === 'url' && typeof value === 'string' && /^https?:/i.test(value))
    return (
      <a href={value} target="_blank" rel="noopener noreferrer">
        {value}
      </a>
    );
  return attribute.type === 'multiline' ? <span className="cmdb-multiline">{children}</span> : children;
}

interface RedundancyProps extends SectionProps {
  readonly ciClass: ClassView | undefined;
}

/** The CI's own rules, or those of its class. */
function Redundancy({ catalogue, view, ciClass }: RedundancyProps): ReactNode {
  const text = useCiText();
  const own = view.ci.redundancy;
  const rules = own ?? ciClass?.redundancy ?? [];
  return (
    <Line name={text('details.redundancy')} view={view} path="redundancy" filled>
      {rules.length === 0 ? text('details.redundancy.none') : null}
      {rules.map((rule) => (
        <span key={JSON.stringify(rule.group)} className="cmdb-rule">
          {ruleWords(text, catalogue, rule)}
        </span>
      ))}
      {own === null && rules.length > 0 ? (
        <span className="cmdb-source">{text('details.redundancy.class')}</span>
      ) : null}
    </Line>
  );
}

function Identifiers({ view }: { readonly view: CiView }): ReactNode {
  const cmdb = useCmdbText();
  const { identifiers } = view.ci;
  return (
    <Line name={cmdb('cmdb.field.identifiers')} view={view} path="identifiers" filled={identifiers.length > 0}>
      {identifiers.map(({ source, key }) => (
        <span key={`${source} ${key}`} className="cmdb-rule">
          {source}: <code>{key}</code>
        </span>
      ))}
    </Line>
  );
}
