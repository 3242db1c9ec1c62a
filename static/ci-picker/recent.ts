/** What this browser chose last, to be offered again. Browsers may refuse to remember: then nothing is offered. */

const KEY = 'plumbline.ci-picker.recent';
const REMEMBERED = 5;

export function recentRefs(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, REMEMBERED) : [];
  } catch {
    return [];
  }
}

export function remember(ref: string): void {
  try {
    const refs = [ref, ...recentRefs().filter((one) => one !== ref)].slice(0, REMEMBERED);
    localStorage.setItem(KEY, JSON.stringify(refs));
  } catch {
    // Nothing is lost but a convenience.
  }
}
