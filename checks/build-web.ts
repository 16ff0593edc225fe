/** `npm run build`: builds the web pages ahead of the first start, for the Docker image. */
import { buildWeb } from '../src/platform/web-build.ts'

console.log((await buildWeb()) ? 'Built dist/web.' : 'dist/web is up to date.')
