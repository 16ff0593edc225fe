import { type DayForm, formatDay } from '../format-day.ts'
import { currentLanguage } from '../words.ts'

/** A day in words; the first of a month takes its superscript. */
export function Day({
  on,
  form = 'table',
  near,
}: {
  readonly on: string
  readonly form?: DayForm
  readonly near?: string
}) {
  const text = formatDay(on, currentLanguage(), form, near)
  const first = /^(.*?)\b1er\b(.*)$/.exec(text)
  return (
    <time dateTime={on} className="unbroken">
      {first ? (
        <>
          {first[1]}1<sup>er</sup>
          {first[2]}
        </>
      ) : (
        text
      )}
    </time>
  )
}
