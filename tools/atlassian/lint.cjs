// Runs the client-side rules of Atlassian's `forge lint`, which need no login. Run from the project's root:
//   node tools/atlassian/lint.cjs
const { lint, reportLintResults } = require('@forge/lint');
const { ConfigFile, FileSystemReader, FileSystemWriter, listGitIgnoreFiles } = require('@forge/cli-shared');

async function main() {
  const reader = new FileSystemReader();
  const manifest = await new ConfigFile(reader, new FileSystemWriter()).readConfig();
  const exclude = [...(await listGitIgnoreFiles(reader)), '.git', 'node_modules'];
  const files = await reader.recursiveReadDir('./src', exclude);
  const logger = { info: console.log, warn: console.warn, debug() {}, trace() {}, error: console.error };
  const noFeatureGates = new Proxy({}, { get: () => async () => [] });
  const results = await lint(files, manifest, 'DEVELOPMENT', logger, noFeatureGates, { linter: { mode: 'client-side' } });
  reportLintResults(logger, results); // sets the exit code on errors
  console.log(`forge lint (client side): ${files.length} files read`);
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
