/** @type {import('jest').Config} */
const transform = {
  '^.+\\.(mjs|[jt]sx?)$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
    },
  ],
};
const transformIgnorePatterns = [
  '/node_modules/(?!(d3-[a-z-]+|internmap|@tanstack|react-intl|@formatjs|intl-messageformat|@dagrejs|hono|@hono|temporal-polyfill|temporal-utils|jira\\.js)/)',
];
module.exports = {
  maxWorkers: 2,
  // Everything shares two cores with browsers; a test that hangs is noticed a little later.
  testTimeout: 30_000,
  projects: [
    {
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      transform,
      transformIgnorePatterns,
    },
    {
      displayName: 'browser',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/**/*.test.tsx'],
      setupFiles: ['<rootDir>/test/static/setup-env.js'],
      setupFilesAfterEnv: ['<rootDir>/test/static/setup.ts'],
      transform,
      transformIgnorePatterns,
      moduleNameMapper: {
        '\\.css$': '<rootDir>/test/static/empty.js',
        '^@atlaskit/feature-gate-js-client(/.*)?$': '<rootDir>/static/shared/atlaskit/feature-gates.js',
        '^@atlaskit/platform-feature-flags(/.*)?$': '<rootDir>/static/shared/atlaskit/flags.js',
      },
    },
  ],
};
