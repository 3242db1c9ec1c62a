import { scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from 'd3-scale';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A column for each key, side by side. */
export const columnScale = (keys: readonly string[], { left, right, width }: Frame): ScaleBand<string> =>
  scaleBand(keys, [left, width - right])
    .paddingInner(0.35)
    .paddingOuter(0.2);

/** From nothing at the bottom to a round number above the highest count at the top. */
export const countScale = (highest: number, { top, bottom, height }: Frame): ScaleLinear<number, number> =>
  scaleLinear([0, Math.max(1, highest)], [height - bottom, top]).nice(4);

/** 0 to 100 % over the same height. */
export const shareScale = ({ top, bottom, height }: Frame): ScaleLinear<number, number> =>
  scaleLinear([0, 1], [height - bottom, top]);

/** Whole numbers only: there is no half issue. */
export const wholeTicks = (scale: ScaleLinear<number, number>, about: number): number[] =>
  scale.ticks(about).filter(Number.isInteger);

/** Every how many columns a label fits. */
export const labelEvery = (step: number, labelWidth: number): number => Math.max(1, Math.ceil(labelWidth / step));
