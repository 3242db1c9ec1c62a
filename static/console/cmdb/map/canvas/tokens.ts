/** The colours of the map, read from the page's tokens: a canvas can't follow CSS variables by itself. */

const TOKENS = {
  surface: '--ds-surface',
  raised: '--ds-surface-raised',
  text: '--ds-text',
  subtle: '--ds-text-subtle',
  icon: '--ds-icon-subtle',
  border: '--ds-border-bold',
  line: '--ds-border-bold',
  service: '--ds-background-accent-blue-subtlest',
  serviceBorder: '--ds-border-accent-blue',
  fold: '--ds-background-accent-gray-subtlest',
  failing: '--ds-background-danger',
  failingRing: '--ds-border-danger',
  impacted: '--ds-background-accent-red-subtler',
  impactedBorder: '--ds-border-accent-red',
  spared: '--ds-background-accent-green-subtlest',
  sparedBorder: '--ds-border-accent-green',
  selected: '--ds-border-selected',
  path: '--ds-text',
} as const;

export type Colours = Readonly<Record<keyof typeof TOKENS, string>> & { readonly font: string };

/**
 * Resolved by the browser to `rgb(…)`, whatever a token is written as: a probe takes each as its colour. Where a theme
 * lacks a token the text's colour stands in.
 */
export function readColours(): Colours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token}, var(--ds-text))`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    surface: read(TOKENS.surface),
    raised: read(TOKENS.raised),
    text: read(TOKENS.text),
    subtle: read(TOKENS.subtle),
    icon: read(TOKENS.icon),
    border: read(TOKENS.border),
    line: read(TOKENS.line),
    service: read(TOKENS.service),
    serviceBorder: read(TOKENS.serviceBorder),
    fold: read(TOKENS.fold),
    failing: read(TOKENS.failing),
    failingRing: read(TOKENS.failingRing),
    impacted: read(TOKENS.impacted),
    impactedBorder: read(TOKENS.impactedBorder),
    spared: read(TOKENS.spared),
    sparedBorder: read(TOKENS.sparedBorder),
    selected: read(TOKENS.selected),
    path: read(TOKENS.path),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return colours;
}

/** Calls after each change of the theme; gives a way to stop. */
export function onThemeChange(act: () => void): () => void {
  const observer = new MutationObserver(act);
  observer.observe(document.documentElement, { attributeFilter: ['data-color-mode', 'data-theme'] });
  return () => observer.disconnect();
}
