import { readSending, turnSending } from '../flow/setup/sending-switch.ts'
import { inTenant } from '../platform/db.ts'
import type { Command } from './command.ts'
import { inOffice, OFFICE_OPTION } from './office.ts'
import { optionalText } from './read-options.ts'

/** `amiable sending`: whether anything may leave; `on` and `off` switch it. */
export const command: Command = {
  summary: 'Dit si les envois sont actifs ; les active ou arrête tout',
  usage: 'sending [on|off] [--reason TEXTE] [--office NOM]',
  examples: ['amiable sending', 'amiable sending on', 'amiable sending off --reason "Erreur dans le dernier import"'],
  options: { reason: { type: 'string' }, ...OFFICE_OPTION },
  run: async (context, { values, positionals }) => {
    const [position] = positionals
    if (position !== undefined && position !== 'on' && position !== 'off')
      return context.refuse(
        { code: 'option_unreadable', facts: { given: position } },
        'Dites on (activer) ou off (tout arrêter).',
      )
    return inOffice(context, values, async ({ db }, { tenantId }) => {
      const sending = await inTenant(db, tenantId, (tx) =>
        position === undefined
          ? readSending(tx, tenantId)
          : turnSending(tx, tenantId, 'cli', position, optionalText(values, 'reason')),
      )
      return context.answer(
        { sending },
        sending.position === 'on' ? 'Les envois sont actifs.' : 'Rien ne part : les envois sont arrêtés.',
      )
    })
  },
}
