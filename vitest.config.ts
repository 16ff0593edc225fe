import { defineConfig } from 'vitest/config'

const PURE = ['src/**/*.test.{ts,tsx}', 'scenarios/**/*.test.ts', 'checks/**/*.test.ts']
const WITH_DATABASE = ['{src,scenarios,checks}/**/*.db.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: WITH_DATABASE } },
      {
        extends: true,
        test: { name: 'db', include: WITH_DATABASE, globalSetup: ['src/platform/testing/cluster.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['src/platform/testing/cluster.ts', 'e2e/testing/build-pages.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
