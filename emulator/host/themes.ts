/** The design tokens as one style sheet: what Jira gives its own pages, and app frames that enable theming. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const THEMES = ['light', 'dark', 'spacing', 'typography', 'shape', 'motion'] as const;
const ThemeModule = z.object({ default: z.string() });

/** The `data-theme` attribute under which the rules of the style sheet apply. */
export const THEME_ATTRIBUTE = 'dark:dark light:light spacing:spacing typography:typography shape:shape motion:motion';

let styleSheet: string | undefined;

export function tokenStyleSheet(): string {
  styleSheet ??= readThemes();
  return styleSheet;
}

function readThemes(): string {
  const load = createRequire(__filename);
  const folder = join(dirname(load.resolve('@atlaskit/tokens/package.json')), 'dist/cjs/artifacts/themes');
  return THEMES.map((theme) => ThemeModule.parse(load(join(folder, `atlassian-${theme}.js`))).default.trim()).join(
    '\n',
  );
}
