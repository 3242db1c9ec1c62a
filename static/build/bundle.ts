/** One surface through Vite. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse as parseMessage } from '@formatjs/icu-messageformat-parser';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';
import { z } from 'zod';
import type { SurfaceSize } from './sizes';
import type { Surface } from './surfaces';

/**
 * Atlaskit asks feature gates that are only ever initialised inside Atlassian's own products. Answering `false` while
 * bundling lets the dead branches go (30 KB) and renders the same.
 */
const atlaskitGatesOff = (): Plugin => ({
  name: 'atlaskit-gates-off',
  enforce: 'pre',
  transform(code, id) {
    if (!/node_modules[\\/]@atlaskit[\\/]/.test(id) || !/\bfg\(/.test(code)) return undefined;
    return { code: code.replace(/\bfg\((['"])[^'"]+\1\)/g, 'false'), map: null };
  },
});

/** The host page injects the theme (`view.theme.enable()`); the copies inside @atlaskit/tokens would only add files to upload. */
const noBundledThemes = (): Plugin => ({
  name: 'no-bundled-themes',
  enforce: 'pre',
  load: (id) =>
    /@atlaskit[\\/]tokens[\\/]dist[\\/]\w+[\\/]artifacts[\\/]theme-import-map\.js$/.test(id)
      ? 'const map = {}; export { map as themeImportMap }; export default map;'
      : undefined,
});

/**
 * Messages are parsed while building: the browser gets their syntax trees, and the parser (10 KB) stays out of the bundle.
 */
const parsedMessages = (): Plugin => ({
  name: 'parsed-messages',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source !== '@formatjs/icu-messageformat-parser') return undefined;
    return this.resolve(`${source}/no-parser.js`, importer, { skipSelf: true });
  },
  transform(code, id) {
    if (!/[\\/]messages[\\/][\w.-]+\.json$/.test(id)) return undefined;
    const messages = Messages.parse(JSON.parse(code));
    const trees = Object.entries(messages).map(([key, message]) => [key, parseMessage(message)] as const);
    return { code: JSON.stringify(Object.fromEntries(trees)), map: null };
  },
});

const Messages = z.record(z.string(), z.string());

export async function buildSurface(root: string, surface: Surface): Promise<SurfaceSize> {
  const stubs = path.join(root, 'static/shared/atlaskit');
  const output = await build({
    configFile: false,
    root: surface.folder,
    publicDir: path.join(surface.folder, 'public'),
    // Forge serves a resource from a path: every URL in it must be relative.
    base: './',
    logLevel: 'warn',
    plugins: [atlaskitGatesOff(), noBundledThemes(), parsedMessages(), react()],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    resolve: {
      mainFields: ['module:es2019', 'browser', 'module', 'jsnext:main', 'jsnext'],
      dedupe: ['react', 'react-dom', '@atlaskit/tokens'],
      alias: [
        { find: /^@atlaskit\/feature-gate-js-client(\/.*)?$/, replacement: path.join(stubs, 'feature-gates.js') },
        { find: /^@atlaskit\/platform-feature-flags(\/.*)?$/, replacement: path.join(stubs, 'flags.js') },
      ],
    },
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      outDir: surface.outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // The polyfill is an inline script, which the platform's content security policy refuses.
      modulePreload: { polyfill: false },
      // Pages that load later bring no styles of their own: nothing would fetch them. All of a surface's CSS is a few KB.
      cssCodeSplit: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
    },
  });
  if (!('output' in output)) throw new Error(`${surface.name}: Vite gave no single output`);
  return measure(surface, output);
}

function measure(surface: Surface, { output }: Rolldown.RolldownOutput): SurfaceSize {
  const chunks = new Map(output.flatMap((item) => (item.type === 'chunk' ? [[item.fileName, item] as const] : [])));
  const styles = output.flatMap(({ fileName }) => (fileName.endsWith('.css') ? [fileName] : []));
  const first = new Set(['index.html', ...styles]);
  const visit = (fileName: string): void => {
    if (first.has(fileName)) return;
    first.add(fileName);
    const chunk = chunks.get(fileName);
    chunk?.imports.forEach(visit);
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) visit(chunk.fileName);

  const gzipped = (fileName: string): number => gzipSync(readFileSync(path.join(surface.outDir, fileName))).length;
  const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);
  const all = readdirSync(surface.outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = all.map((entry) => path.relative(surface.outDir, path.join(entry.parentPath, entry.name)));
  return {
    surface: surface.name,
    initial: sum(first),
    lazy: sum(files.filter((file) => !first.has(file) && /\.(js|css)$/.test(file))),
    files: files.length,
    budget: surface.budget,
  };
}
