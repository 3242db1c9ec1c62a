// Runs the client-side rules of Atlassian's `forge lint`, which need no login. Run from the project's root:
//   node tools/atlassian/lint.cjs
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// The scope rules read Jira's OpenAPI document, which lies beside the project; the other products are not called.
const jira = path.resolve('../shared/contracts/jira-cloud-v3.openapi.json');
const none = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'forge-lint-')), 'none.json');
fs.writeFileSync(none, JSON.stringify({ openapi: '3.0.1', paths: {} }));
process.env.USE_LOCAL_SWAGGER = '1';
for (const product of ['CONF', 'CONF_V2', 'JSM', 'JSW', 'BB']) process.env[`LOCAL_${product}_SWAGGER`] = none;
process.env.LOCAL_JIRA_SWAGGER = fs.existsSync(jira) ? jira : none;
if (!fs.existsSync(jira)) console.warn(`SKIPPED the scope rules: ${jira} is missing`);

const { lint, reportLintResults } = require('@forge/lint');
const { ConfigFile, FileSystemReader, FileSystemWriter, listGitIgnoreFiles } = require('@forge/cli-shared');

async function main() {
  const reader = new FileSystemReader();
  const manifest = await new ConfigFile(reader, new FileSystemWriter()).readConfig();
  const exclude = [...(await listGitIgnoreFiles(reader)), '.git', 'node_modules'];
  const files = await reader.recursiveReadDir('./src', exclude);
  const logger = { info: console.log, warn: console.warn, debug() {}, trace() {}, error: console.error };
  const noFeatureGates = new Proxy({}, { get: () => async () => [] });
  const results = await lint(files, manifest, 'DEVELOPMENT', logger, noFeatureGates, {
    linter: { mode: 'client-side' },
  });
  reportLintResults(logger, results); // sets the exit code on errors
  console.log(`forge lint (client side): ${files.length} files read`);
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
