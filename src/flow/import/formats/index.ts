import { csv } from './csv.ts'
import { fec } from './fec.ts'
import type { Format } from './format.ts'
import { xlsx } from './xlsx.ts'

/** Every import format, tried in this order: the surest one reads the file. Adding one is adding a line here (architecture, « Adding things »). */
export const FORMATS: readonly Format[] = [fec, xlsx, csv]
