/** Lower case, without accents or punctuation: « Sté Écoles & Cie » and « STE ECOLES CIE » are found by the same words. */
export function searchText(...parts: readonly (string | null | undefined)[]): string {
  return parts
    .map((part) => part ?? '')
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
