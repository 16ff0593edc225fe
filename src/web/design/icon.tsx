/** Drawn on a 16 px grid, 1.5 px stroke. Always beside a word, or named by its button. */
const SHAPES = {
  bank: 'M2 6 8 2.5 14 6zM3.5 6.5v5M6.5 6.5v5M9.5 6.5v5M12.5 6.5v5M2 13.5h12',
  calendar: 'M2 3h12v11H2zM2 6.5h12M5 1.5v3M11 1.5v3',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  chevronDown: 'm4 6 4 4 4-4',
  chevronRight: 'm6 4 4 4-4 4',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM8 4.5V8l2.5 1.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  dots: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  euro: 'M12.5 4A5 5 0 1 0 12.5 12M2.5 6.8h6.5M2.5 9.2h6',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4z',
  file: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3',
  heart: 'M8 14s-5.5-3.3-5.5-7.3A3 3 0 0 1 8 5a3 3 0 0 1 5.5 1.7C13.5 10.7 8 14 8 14zm0-9-1 2.5 2 1.5-1 2',
  letter: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M5.8 8h4.4M5.8 10.8h3',
  list: 'M5.5 4H14M5.5 8H14M5.5 12H14M2.2 4h.1M2.2 8h.1M2.2 12h.1',
  mail: 'M2 4.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1zm.5 0 5.5 4 5.5-4',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  pencil: 'm10.5 3 2.5 2.5L6 12.5 3 13l.5-3z',
  person: 'M8 8.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 1 0 0 5.5zM3 14c0-2.5 2.2-4 5-4s5 1.5 5 4',
  phone: 'M4 2h2l1.2 3-1.5 1.2a8 8 0 0 0 4 4L11 8.8l3 1.2v2A2 2 0 0 1 12 14 10 10 0 0 1 2 4a2 2 0 0 1 2-2z',
  pin: 'M8 14.5s4.5-4.3 4.5-8a4.5 4.5 0 1 0-9 0c0 3.7 4.5 8 4.5 8zM8 4.9a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 1 0 0-3.2z',
  plus: 'M8 3v10M3 8h10',
  printer: 'M4.5 6V2h7v4M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7V14h-7z',
  question: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM6.3 6.3A1.8 1.8 0 1 1 8 8.6v.6M8 11.3v.1',
  registered:
    'M3.5 2h9A1.5 1.5 0 0 1 14 3.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-9A1.5 1.5 0 0 1 3.5 2zM6 11V5h2.4a1.7 1.7 0 0 1 0 3.4H6m2.3 0L10.4 11',
  reply: 'M6.5 4 2.5 8l4 4M2.5 8H10a4 4 0 0 1 3.5 5',
  scales: 'M8 2v11.5M4.5 13.5h7M3 4.5h10M3 4.5l-1.7 4.3a1.9 1.9 0 0 0 3.4 0zM13 4.5l-1.7 4.3a1.9 1.9 0 0 0 3.4 0z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9zm3.5 8 3.3 3.3',
  sms: 'M2.5 3h11v8h-6L4.5 13.5V11h-2zM5 6h6M5 8.3h4',
  upload: 'M8 10.5V3M5 5.8 8 2.8l3 3M2.5 10.5v3h11v-3',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.6v.1',
} as const

export type IconName = keyof typeof SHAPES

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className={name === 'dots' ? 'icon icon-dots' : 'icon'}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
