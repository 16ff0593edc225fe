import { buildWeb } from '../../src/platform/web-build.ts'

/** Vitest's global setup of the journeys: the pages are built once, before any of them. */
export default async function setup(): Promise<void> {
  await buildWeb()
}
