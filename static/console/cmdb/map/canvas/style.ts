/** How the map looks on the canvas. State is told by form as well as by colour: rings, thick borders, dashes, arrows. */
import type { StylesheetJson } from 'cytoscape';
import { iconPath } from '../../../../shared/cmdb/icon-paths';
import { BOX } from '../picture';
import type { Colours } from './tokens';

const TEXT_LEFT = 38;
export const FONT_SIZE = 12;

export const styleOf = (colours: Colours): StylesheetJson => [
  {
    selector: 'node',
    style: {
      shape: 'round-rectangle',
      'corner-radius': '6',
      width: BOX.width,
      height: 'data(height)',
      'background-color': colours.raised,
      'border-width': 1,
      'border-color': colours.border,
      'background-image': 'data(icon)',
      'background-width': '18px',
      'background-height': '18px',
      'background-position-x': '11px',
      'background-position-y': '12px',
      'background-image-containment': 'over',
      label: 'data(label)',
      color: colours.text,
      'font-family': colours.font,
      'font-size': FONT_SIZE,
      'line-height': 1.35,
      'text-wrap': 'wrap',
      'text-max-width': String(BOX.width),
      'text-justification': 'left',
      'text-halign': 'right',
      'text-valign': 'center',
      'text-margin-x': TEXT_LEFT - BOX.width,
      'min-zoomed-font-size': 6,
      'overlay-opacity': 0,
    },
  },
  {
    selector: 'node[?service]',
    style: { 'background-color': colours.service, 'border-color': colours.serviceBorder },
  },
  {
    selector: 'node[kind = "fold"]',
    style: { 'background-color': colours.fold, 'border-style': 'double', 'border-width': 4 },
  },
  { selector: 'node[?resting]', style: { 'border-style': 'dashed', color: colours.subtle } },
  { selector: 'node[kind = "restricted"]', style: { 'border-style': 'dotted', color: colours.subtle } },
  { selector: 'node[?start]', style: { 'border-width': 3, 'border-color': colours.text } },
  {
    selector: 'edge',
    style: {
      'curve-style': 'straight',
      'source-endpoint': '50% 0',
      'target-endpoint': '-50% 0',
      width: 1.2,
      'line-color': colours.line,
      'target-arrow-color': colours.line,
      'source-arrow-color': colours.line,
      'target-arrow-shape': 'triangle',
      'arrow-scale': 0.9,
      'font-family': colours.font,
      'font-size': 11,
      color: colours.text,
      'text-background-color': colours.surface,
      'text-background-opacity': 1,
      'text-background-padding': '2px',
      'min-zoomed-font-size': 6,
      'overlay-opacity': 0,
    },
  },
  // A CI that is related to itself.
  {
    selector: ':loop',
    style: { 'curve-style': 'bezier', 'source-endpoint': 'outside-to-node', 'target-endpoint': 'outside-to-node' },
  },
  { selector: 'edge[flow = "both"]', style: { 'source-arrow-shape': 'triangle' } },
  { selector: 'edge[flow = "none"]', style: { 'target-arrow-shape': 'none', 'line-style': 'dotted' } },
  ...failureStyle(colours),
  { selector: '.faded', style: { opacity: 0.14 } },
  {
    selector: 'node.selected',
    style: { 'underlay-color': colours.selected, 'underlay-opacity': 0.45, 'underlay-padding': 7, 'z-index': 9 },
  },
  {
    selector: 'edge.near',
    style: {
      label: 'data(label)',
      width: 2,
      'line-color': colours.selected,
      'target-arrow-color': colours.selected,
      'source-arrow-color': colours.selected,
      'z-index': 8,
    },
  },
  {
    selector: 'edge.path',
    style: {
      label: 'data(label)',
      width: 5,
      'line-color': colours.failingRing,
      'target-arrow-color': colours.failingRing,
      'source-arrow-color': colours.failingRing,
      'z-index': 10,
    },
  },
];

function failureStyle(colours: Colours): StylesheetJson {
  return [
    { selector: 'node[fate = "survivor"]', style: { opacity: 0.4 } },
    { selector: 'edge[fate = "survivor"]', style: { opacity: 0.25 } },
    {
      selector: 'node[fate = "spared"]',
      style: { 'background-color': colours.spared, 'border-color': colours.sparedBorder, 'border-width': 2 },
    },
    {
      selector: 'node[fate = "impacted"]',
      style: { 'background-color': colours.impacted, 'border-color': colours.impactedBorder, 'border-width': 2 },
    },
    {
      selector: 'node[fate = "failing"]',
      style: {
        'background-color': colours.failing,
        'border-color': colours.failingRing,
        'border-width': 3,
        'outline-width': 3,
        'outline-offset': 5,
        'outline-color': colours.failingRing,
      },
    },
    {
      selector: 'edge[fate = "passes"]',
      style: {
        width: 2.5,
        'line-color': colours.path,
        'target-arrow-color': colours.path,
        'source-arrow-color': colours.path,
        'arrow-scale': 1.2,
      },
    },
  ];
}

const RESTRICTED = 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v6.5H3z';

export const drawingOf = (icon: string): string => (icon === 'restricted' ? RESTRICTED : iconPath(icon));

/** The platform's policy allows `data:` images. One text an icon: the canvas keeps each picture once. */
export function iconImage(icon: string, colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36" viewBox="0 0 16 16" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d="${drawingOf(icon)}"/></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
