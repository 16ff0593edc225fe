import { createTheme, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'

const cuivre: MantineColorsTuple = [
  '#FAEBDA',
  '#F6DBBE',
  '#F3C594',
  '#F0A862',
  '#DB8A3C',
  '#C46E1F',
  '#B05A12',
  '#9C4A0C',
  '#7F3A06',
  '#5F2207',
]

/** One seal: `filled` is the single next act of a screen, `default` every other button, `subtle` the small acts. */
const variantColorResolver: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--on-accent)',
      border: '1px solid var(--accent)',
    }
  }
  if (variant === 'subtle' || variant === 'transparent') {
    return {
      background: 'transparent',
      hover: 'var(--sunken)',
      hoverColor: 'var(--ink)',
      color: 'var(--ink2)',
      border: '1px solid transparent',
    }
  }
  return {
    background: 'var(--surface)',
    hover: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--control)',
  }
}

/**
 * Mantine under our tokens (tokens.css). The scroll lock of drawers is ours (elements.css): Mantine's writes a style element, which the
 * content security policy refuses.
 */
export const theme = createTheme({
  primaryColor: 'cuivre',
  primaryShade: { light: 7, dark: 3 },
  colors: { cuivre },
  black: '#211E1A',
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver,
  components: {
    Button: { defaultProps: { variant: 'default' } },
    Drawer: { defaultProps: { lockScroll: false, position: 'right', size: 760, transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', transitionProps: { duration: 0 } } },
    // What is expected and what was understood stand under the field, beside what is wrong.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
})
