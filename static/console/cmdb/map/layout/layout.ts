import { layeredLayout, type LayoutGraph, type Positions } from './layered';
import { isReadable, thoroughLayout } from './thorough';

export const layoutOf = (graph: LayoutGraph): Positions =>
  isReadable(graph) ? thoroughLayout(graph) : layeredLayout(graph);
