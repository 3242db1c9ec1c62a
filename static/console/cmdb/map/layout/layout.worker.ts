/** Lays graphs out beside the page, which goes on answering meanwhile. */
import type { LayoutGraph, Positions } from './layered';
import { layoutOf } from './layout';

export interface LayoutQuestion {
  readonly number: number;
  readonly graph: LayoutGraph;
}
export interface LayoutAnswer {
  readonly number: number;
  readonly positions: Positions;
}

self.onmessage = ({ data }: MessageEvent<LayoutQuestion>): void => {
  const answer: LayoutAnswer = { number: data.number, positions: layoutOf(data.graph) };
  self.postMessage(answer);
};
