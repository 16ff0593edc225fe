/** A telephone number as the French read it, in pairs; a number of another country in its international form. */
export function formatPhone(number: string): string {
  const french = /^\+33([1-9])(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(number.replace(/\s/g, ''))
  return french ? `0${french.slice(1).join(' ')}` : number
}
