import MarkdownIt, { type Token } from 'markdown-it'

/** A run of text with its form. `href` is always http, https, mailto or tel. */
export type Run = {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly href?: string
}

/** Runs of one line; a line break starts a new one. */
export type Line = readonly Run[]
export type Alignment = 'left' | 'right' | 'center'

/** The structure of a text, from which HTML, plain text and the letter are made. */
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'heading'; readonly level: number; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Line[])[] }
  | { readonly kind: 'table'; readonly align: readonly Alignment[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: 'rule' }
  /** Letters only: the paragraph that says how to pay, laid beside the payment code. */
  | { readonly kind: 'payment'; readonly lines: readonly Line[] }
  /** Letters only: room for a handwritten signature. */
  | { readonly kind: 'signature' }

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i

const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false, breaks: false })
markdown.disable(['image', 'code', 'fence', 'html_inline', 'html_block', 'reference', 'strikethrough'])
markdown.validateLink = (url) => SAFE_LINK.test(url.trim())

/**
 * Reads Markdown into blocks. HTML, images and code are plain text; `javascript:` and `data:` links lose their address and keep their words
 * (reliability A7 62). A table's first row is its heading. Nested lists are read as one list.
 */
export function readBlocks(source: string): Block[] {
  const tokens = markdown.parse(source, {})
  const blocks: Block[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    if (!token) break
    const end = endOf(tokens, at)
    const block = blockOf(token, tokens.slice(at + 1, end))
    if (block) blocks.push(block)
    at = token.type === 'blockquote_open' ? at + 1 : end + 1
  }
  return blocks
}

/** Index of the token that closes the one at `at`; itself when it opens nothing. */
function endOf(tokens: readonly Token[], at: number): number {
  const open = tokens[at]
  if (open?.nesting !== 1) return at
  const level = open.level
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i]
    if (token && token.nesting === -1 && token.level === level) return i
  }
  return tokens.length - 1
}

function blockOf(token: Token, inside: readonly Token[]): Block | null {
  if (token.type === 'paragraph_open') return { kind: 'paragraph', lines: linesOf(inside) }
  if (token.type === 'heading_open')
    return { kind: 'heading', level: Number(token.tag.slice(1)), lines: linesOf(inside) }
  if (token.type === 'bullet_list_open') return { kind: 'list', ordered: false, items: itemsOf(inside) }
  if (token.type === 'ordered_list_open') return { kind: 'list', ordered: true, items: itemsOf(inside) }
  if (token.type === 'table_open') return tableOf(inside)
  return token.type === 'hr' ? { kind: 'rule' } : null
}

function itemsOf(tokens: readonly Token[]): Line[][] {
  const items: Token[][] = []
  for (const token of tokens) {
    if (token.type === 'list_item_open') items.push([])
    else items.at(-1)?.push(token)
  }
  return items.map(linesOf).filter((lines) => lines.length > 0)
}

function tableOf(tokens: readonly Token[]): Block {
  const align: Alignment[] = []
  const rows: Line[][] = []
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'th_open') align.push(alignmentOf(token))
    if (token.type !== 'th_open' && token.type !== 'td_open') continue
    const content = tokens[index + 1]
    rows.at(-1)?.push(content ? (linesOf([content])[0] ?? []) : [])
  }
  return { kind: 'table', align, rows }
}

function alignmentOf(token: Token): Alignment {
  const style = String(token.attrGet('style') ?? '')
  if (style.includes('right')) return 'right'
  return style.includes('center') ? 'center' : 'left'
}

function linesOf(tokens: readonly Token[]): Line[] {
  return tokens.filter((token) => token.type === 'inline').flatMap((token) => runLines(token.children ?? []))
}

function runLines(children: readonly Token[]): Line[] {
  const lines: Run[][] = [[]]
  let [bold, italic] = [0, 0]
  let href: string | undefined
  for (const child of children) {
    if (child.type === 'strong_open') bold++
    else if (child.type === 'strong_close') bold--
    else if (child.type === 'em_open') italic++
    else if (child.type === 'em_close') italic--
    else if (child.type === 'link_open') href = String(child.attrGet('href') ?? '')
    else if (child.type === 'link_close') href = undefined
    else if (child.type === 'hardbreak') lines.push([])
    else addRun(lines.at(-1) ?? [], child.type === 'softbreak' ? ' ' : child.content, bold > 0, italic > 0, href)
  }
  return lines.filter((line) => line.length > 0)
}

function addRun(line: Run[], text: string, bold: boolean, italic: boolean, href: string | undefined): void {
  if (text === '') return
  const last = line.at(-1)
  if (last && Boolean(last.bold) === bold && Boolean(last.italic) === italic && last.href === href) {
    line[line.length - 1] = { ...last, text: last.text + text }
    return
  }
  line.push({ text, ...(bold && { bold }), ...(italic && { italic }), ...(href && { href }) })
}

/** The words of a line, without their form. */
export function lineText(line: Line): string {
  return line.map((run) => run.text).join('')
}
