import { useWords } from '../words.ts'

const STAIRS = [1, 2, 3, 4, 5] as const

type Props = {
  /** 1 prévenant … 5 solennel: the tone of the message shown, or of the next one. */
  readonly tone: number
  /** Highest tone already used with this debtor; absent, every stair up to `tone` is in colour. */
  readonly reached?: number
  readonly size?: 'small' | 'usual' | 'big'
  /** Without words on the screen, they are still read aloud. */
  readonly wordless?: boolean
}

/** Five stairs. Grey: already said; colour: the next one; pale: later. */
export function ToneGlyph({ tone, reached, size = 'usual', wordless = false }: Props) {
  const { t } = useWords()
  const level = STAIRS.find((one) => one === tone) ?? 1
  const name = t(`tone.${level}`)
  return (
    <span className={`tone tone-${size}`}>
      <svg viewBox="0 0 31 16" aria-hidden="true" focusable="false">
        {STAIRS.map((stair) => (
          <rect
            key={stair}
            className={stairClass(stair, tone, reached)}
            x={(stair - 1) * 6.25}
            y={15 - stair * 3}
            width="5.5"
            height={stair * 3 + 1}
            rx=".5"
          />
        ))}
      </svg>
      {wordless ? (
        <span className="unseen">{t('tone.spoken', { level, name })}</span>
      ) : (
        <span>{`${level} ${name}`}</span>
      )}
    </span>
  )
}

function stairClass(stair: number, tone: number, reached: number | undefined): string {
  if (reached === undefined) return stair <= tone ? `stair-${tone}` : 'stair-later'
  if (stair === tone) return `stair-${tone}`
  return stair < tone || stair <= reached ? 'stair-done' : 'stair-later'
}
