import type { Language } from '../../domain/party.ts'
import type { Alignment, Block, Line, Run } from './blocks.ts'

/** Inline styles only: mail programs drop style sheets. Vollkorn where it is installed, a serif of the machine elsewhere. */
const STYLE = {
  body: "margin:0;padding:24px 16px;background:#FFFFFF;color:#211E1A;font-family:Vollkorn,Georgia,'Times New Roman',serif;font-size:16px;line-height:25px",
  page: 'max-width:640px;margin:0 auto',
  paragraph: 'margin:0 0 16px',
  heading: 'margin:24px 0 8px;font-size:18px;line-height:26px',
  list: 'margin:0 0 16px;padding-left:24px',
  item: 'margin:0 0 4px',
  table: 'border-collapse:collapse;margin:0 0 16px;width:100%;line-height:22px',
  head: 'border-bottom:2px solid #211E1A;color:#565047;font-weight:400;vertical-align:bottom',
  cell: 'border-bottom:1px solid #E5DED2;vertical-align:top',
  rule: 'border:0;border-top:1px solid #CFC6B7;margin:16px 0',
  link: 'color:#9C4A0C',
} as const

/** Blocks as a complete HTML message: no script, no image, nothing loaded from outside; every value escaped. */
export function emailHtml(subject: string, blocks: readonly Block[], language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="${STYLE.body}">
<div style="${STYLE.page}">
${blocks.map(htmlBlock).join('\n')}
</div>
</body>
</html>
`
}

function htmlBlock(block: Block): string {
  if (block.kind === 'signature') return ''
  if (block.kind === 'rule') return `<hr style="${STYLE.rule}">`
  if (block.kind === 'table') return htmlTable(block.rows, block.align)
  if (block.kind === 'paragraph' || block.kind === 'payment')
    return `<p style="${STYLE.paragraph}">${htmlLines(block.lines)}</p>`
  if (block.kind === 'heading') return `<h2 style="${STYLE.heading}">${htmlLines(block.lines)}</h2>`
  const tag = block.ordered ? 'ol' : 'ul'
  const items = block.items.map((lines) => `<li style="${STYLE.item}">${htmlLines(lines)}</li>`)
  return `<${tag} style="${STYLE.list}">\n${items.join('\n')}\n</${tag}>`
}

function htmlTable(rows: readonly (readonly Line[])[], align: readonly Alignment[]): string {
  const [head = [], ...body] = rows
  // Five columns fit a telephone of 390 px only when they are smaller and stand closer.
  const isWide = align.length > 3
  const sides = isWide ? '3px' : '8px'
  const row = (cells: readonly Line[], tag: 'th' | 'td', style: string) => {
    const content = cells.map((cell, column) => {
      const side = align[column] ?? 'left'
      const whole = side === 'right' && tag === 'td' ? ';white-space:nowrap' : ''
      const form = `padding:6px ${sides};${style};text-align:${side}${whole}`
      return `<${tag} style="${form}">${htmlLine(cell)}</${tag}>`
    })
    return `<tr>${content.join('')}</tr>`
  }
  const lines = [row(head, 'th', STYLE.head), ...body.map((cells) => row(cells, 'td', STYLE.cell))]
  return `<table style="${STYLE.table};font-size:${isWide ? 14 : 15}px">\n${lines.join('\n')}\n</table>`
}

function htmlLines(lines: readonly Line[]): string {
  return lines.map(htmlLine).join('<br>\n')
}

function htmlLine(line: Line): string {
  return line.map(htmlRun).join('')
}

function htmlRun(run: Run): string {
  let html = escapeHtml(run.text)
  if (run.italic) html = `<em>${html}</em>`
  if (run.bold) html = `<strong>${html}</strong>`
  return run.href ? `<a href="${escapeHtml(run.href)}" style="${STYLE.link}">${html}</a>` : html
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
