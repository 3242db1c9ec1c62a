/** Everything the map says, from the catalogue's names and the reader's language. */
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import type { RedundancyRule } from '../../../../src/cmdb/model';
import { fateOf, type Failure } from './failure';
import type { MapEdge, MapGraph, MapNode } from './graph';
import type { MapText } from './messages';
import type { PictureWords } from './picture';
import { HIDDEN_VALUE, type Facet, type Fold } from './shown';

export interface MapWords extends PictureWords {
  readonly name: (id: string) => string;
  readonly className: (key: string) => string;
  readonly value: (facet: Facet, value: string) => string;
  /** A relation as one of its ends reads it. */
  readonly relation: (edge: MapEdge, from: string) => string;
  /** With the group's name; one sentence a rule. */
  readonly needsLong: (node: MapNode, failure: Failure | undefined) => readonly string[];
  /** Why the failure reaches a CI, or does not. */
  readonly why: (failure: Failure, id: string) => string;
}

export function mapWords(text: MapText, catalogue: CatalogueState | undefined, graph: MapGraph): MapWords {
  const classes = new Map((catalogue?.classes ?? []).map((one) => [one.key, one]));
  const types = new Map((catalogue?.catalogue.relationTypes ?? []).map((one) => [one.key, one]));
  const restricted = text('map.restricted');

  const className = (key: string): string => classes.get(key)?.name ?? key;
  const name = (id: string): string => graph.nodes.get(id)?.ci?.name ?? restricted;
  const nameIn = (failure: Failure, id: string): string => {
    const named = failure.named.get(id);
    return named?.kind === 'ci' ? named.name : name(id);
  };
  const relation = (edge: MapEdge, from: string): string =>
    edge.from === from ? edge.label : (types.get(edge.type)?.inverse ?? edge.label);
  const group = ({ group: by }: RedundancyRule): string =>
    by.by === 'relationType'
      ? text('map.needs.group.relationType', { name: types.get(by.relationType)?.name ?? by.relationType })
      : text('map.needs.group.class', { name: className(by.classKey) });

  function needs(node: MapNode, failure: Failure | undefined): string[] {
    return lossesOf(node, failure).map(({ need, of, left }) =>
      left === undefined ? text('map.needs', { need, of }) : text('map.needs.left', { need, of, left }),
    );
  }
  function needsLong(node: MapNode, failure: Failure | undefined): string[] {
    return lossesOf(node, failure).map(({ rule, need, of, left }) =>
      left === undefined
        ? text('map.needs.by', { need, of, group: group(rule) })
        : text('map.needs.by.left', { need, of, group: group(rule), failed: of - left, left }),
    );
  }

  function hop(supplier: string, consumer: string, carrying: string | undefined): string {
    const between = [...graph.edges.values()].filter(
      ({ from, to, impact }) =>
        impact !== 'none' && ((from === supplier && to === consumer) || (from === consumer && to === supplier)),
    );
    const edge = between.find(({ type }) => type === carrying) ?? between[0];
    return edge === undefined ? text('map.why.hop') : relation(edge, consumer);
  }
  function why(failure: Failure, id: string): string {
    const told = nameIn(failure, id);
    const fate = fateOf(failure, id);
    if (fate === 'failing') return text('map.why.failing', { name: told });
    const spared = failure.spared.get(id);
    if (fate === 'spared' && spared !== undefined)
      return text('map.why.spared', {
        name: told,
        need: spared.need,
        of: spared.inService,
        left: spared.remaining,
        group: group(spared.rule),
      });
    const impacted = failure.impacted.get(id);
    if (impacted === undefined) return text('map.why.untouched', { name: told });
    const back = impacted.path.toReversed();
    const steps = back.slice(0, -1).map((consumer, place) => {
      const supplier = back[place + 1] ?? consumer;
      return text(place === 0 ? 'map.why.first' : 'map.why.next', {
        consumer: nameIn(failure, consumer),
        supplier: nameIn(failure, supplier),
        relation: hop(supplier, consumer, place === 0 ? impacted.via.relationType : undefined),
      });
    });
    const sentence = steps.join('') + text('map.why.end');
    const { because } = impacted;
    if (because.kind === 'direct') return sentence;
    const left = because.inService - because.failed;
    const short = text('map.why.redundancy', {
      need: because.need,
      of: because.inService,
      left,
      group: group(because.rule),
    });
    return `${sentence} ${short}`;
  }

  return {
    restricted,
    name,
    className,
    relation,
    needs: (node, failure) => [
      ...needs(node, failure),
      ...(node.hidden > 0 ? [text('map.needs.hidden', { count: node.hidden })] : []),
    ],
    needsLong,
    why,
    about: ({ ci }) =>
      ci === null ? '' : ci.inService ? ci.ref : text('map.about.resting', { state: ci.stateName, ref: ci.ref }),
    value: (facet, value) => {
      if (facet === 'relation') return types.get(value)?.name ?? value;
      if (facet === 'site') return siteName(value);
      if (value === HIDDEN_VALUE) return restricted;
      return facet === 'class' ? className(value) : value;
    },
    fold: ({ by, value, members }, impacted) => [
      by === 'class' ? (value === HIDDEN_VALUE ? restricted : className(value)) : siteName(value),
      impacted > 0
        ? text('map.fold.impacted', { impacted, count: members.length })
        : text('map.fold.count', { count: members.length }),
    ],
    foldIcon: ({ by, value }: Fold) =>
      by === 'site' ? 'location' : value === HIDDEN_VALUE ? 'restricted' : (classes.get(value)?.icon ?? 'generic'),
  };

  function siteName(value: string): string {
    if (value === 'several' || value === 'unknown') return text(`map.site.${value}`);
    return name(value);
  }
}

interface Loss {
  readonly rule: RedundancyRule;
  readonly need: number;
  readonly of: number;
  /** Absent when nothing of the group fails. */
  readonly left: number | undefined;
}

const sameRule = (a: RedundancyRule, b: RedundancyRule): boolean =>
  a.group.by === 'relationType'
    ? b.group.by === 'relationType' && a.group.relationType === b.group.relationType
    : b.group.by === 'class' && a.group.classKey === b.group.classKey;

/** Its rules with what is left of each group; the analysis may tell of a rule whose group is not whole on the map. */
function lossesOf(node: MapNode, failure: Failure | undefined): Loss[] {
  const told: Loss[] = [];
  const spared = failure?.spared.get(node.id);
  if (spared !== undefined)
    told.push({ rule: spared.rule, need: spared.need, of: spared.inService, left: spared.remaining });
  const because = failure?.impacted.get(node.id)?.because;
  if (because?.kind === 'redundancy')
    told.push({
      rule: because.rule,
      need: because.need,
      of: because.inService,
      left: because.inService - because.failed,
    });
  const others = node.needs.filter(({ rule }) => !told.some((loss) => sameRule(loss.rule, rule)));
  return [...told, ...others.map(({ rule, need, inService }) => ({ rule, need, of: inService, left: undefined }))];
}
