// Bundles the app's functions with Atlassian's own bundler, as `forge deploy` does. Run from the project's root:
//   node tools/atlassian/bundle.cjs <output directory>
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const runtime = fs.mkdtempSync(path.join(os.tmpdir(), 'forge-runtime-'));
fs.mkdirSync(path.join(runtime, 'dist'));
// The bundler would download the platform's wrapper and loader; the local host brings its own runtime.
for (const file of ['wrapper', 'loader'])
  fs.writeFileSync(path.join(runtime, 'dist', `${file}.js`), 'module.exports = {};\n');
process.env.FORGE_RUNTIME_PATH = runtime;

const { getNodeBundler, getWrapperProvider, getEntryPoints } = require('@forge/bundler');
const { ConfigFile, FileSystemReader, FileSystemWriter } = require('@forge/cli-shared');

async function main(output) {
  if (output === undefined) throw new Error('usage: node tools/atlassian/bundle.cjs <output directory>');
  const reader = new FileSystemReader();
  const config = new ConfigFile(reader, new FileSystemWriter());
  const logger = { info: console.log, warn: console.warn, debug() {}, trace() {}, error: console.error };
  const bundler = getNodeBundler(logger, getWrapperProvider({ fileSystemReader: reader }), config);
  const entryPoints = getEntryPoints(await config.getAppHandlers());
  const bundle = await bundler.bundle({ appDirectory: process.cwd(), entryPoints });
  fs.rmSync(output, { recursive: true, force: true });
  fs.cpSync(bundle.outputDir, output, { recursive: true });
  for (const file of fs.readdirSync(output)) {
    const size = fs.statSync(path.join(output, file)).size;
    console.log(`${path.join(output, file)}  ${(size / 1024).toFixed(0)} KB`);
  }
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
