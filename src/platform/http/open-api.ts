import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** Where the description of the API is served. */
const OPEN_API_PATH = '/api/v1/openapi.json'

const DESCRIPTION = `Amounts are integer cents with a currency, days are YYYY-MM-DD, instants are UTC, identifiers carry a prefix.
Lists give \`items\` and \`nextCursor\`. What is refused is answered as application/problem+json with a stable \`code\`, its facts and
the words in French and English; the codes are listed in docs/refusals.md. What sends or pays asks for an \`Idempotency-Key\`.`

/** Describes every route registered after this call as OpenAPI 3.1, from the same schemas that check the requests. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Amiable', version: '1', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'amiable.session_token' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  })
  app.get(OPEN_API_PATH, { schema: { hide: true } }, () => app.swagger())
}
