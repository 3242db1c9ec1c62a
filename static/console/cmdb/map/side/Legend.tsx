import type { ReactNode } from 'react';
import { useMapText } from '../messages';

const ALWAYS = ['service', 'resting'] as const;
const FAILING = ['failing', 'impacted', 'spared', 'survivor'] as const;

export function Legend({ failing }: { readonly failing: boolean }): ReactNode {
  const text = useMapText();
  return (
    <details className="map-legend" open>
      <summary>{text('map.legend')}</summary>
      <ul>
        <li>
          <Line />
          {text('map.legend.arrow')}
        </li>
        <li>
          <Line dotted />
          {text('map.legend.none')}
        </li>
        {[...ALWAYS, ...(failing ? FAILING : [])].map((kind) => (
          <li key={kind}>
            <span className="map-swatch" data-kind={kind} aria-hidden />
            {text(`map.legend.${kind}`)}
          </li>
        ))}
      </ul>
      <p className="pl-hint">{text('map.keys')}</p>
    </details>
  );
}

function Line({ dotted = false }: { readonly dotted?: boolean }): ReactNode {
  return (
    <svg className="map-legend-line" viewBox="0 0 28 12" aria-hidden>
      <path
        d={dotted ? 'M1 6h26' : 'M1 6h19'}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={dotted ? '1.5 3' : undefined}
      />
      {dotted ? null : <path d="M20 2l7 4-7 4z" fill="currentColor" />}
    </svg>
  );
}
