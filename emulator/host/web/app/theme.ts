/** Light or dark: the user's choice, else the system's. Frames that enabled theming follow. */
import { useSyncExternalStore } from 'react';
import { site } from './bootstrap';

export type ColorMode = 'light' | 'dark';
const KEY = 'plumbline.color-mode';
const listeners = new Set<() => void>();

function initialMode(): ColorMode {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

let mode: ColorMode = initialMode();

export const colorMode = (): ColorMode => mode;

export function applyColorMode(): void {
  document.documentElement.dataset['theme'] = site.themeAttribute;
  document.documentElement.dataset['colorMode'] = mode;
}

export function setColorMode(next: ColorMode): void {
  mode = next;
  localStorage.setItem(KEY, next);
  applyColorMode();
  for (const listener of listeners) listener();
}

export function onColorMode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useColorMode = (): ColorMode => useSyncExternalStore(onColorMode, colorMode);

/** As `view.getContext().theme` and `enableTheming` tell it. */
export const themeState = (): { colorMode: ColorMode; dark: string; light: string } => ({
  colorMode: mode,
  dark: 'dark',
  light: 'light',
});
