/** Builds the pages (`web/`) and the bridge script of the frames into `dist/`. Called by the project's build. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build as bundle } from 'esbuild';
import { build as buildPages } from 'vite';

export async function buildHost(): Promise<void> {
  const outDir = join(__dirname, 'dist');
  await buildPages({
    configFile: false,
    logLevel: 'warn',
    root: join(__dirname, 'web'),
    plugins: [react()],
    resolve: { dedupe: ['react', 'react-dom'] },
    build: { target: 'es2022', outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  await bundle({
    entryPoints: [join(__dirname, 'bridge/frame.ts')],
    outfile: join(outDir, 'bridge.js'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
  });
}
