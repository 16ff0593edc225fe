import './design/fonts.css'
import './design/mantine.css'
import './design/tokens.css'
import './design/elements.css'
import './design/controls.css'
import './design/table.css'
import './design/shell.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { preferredLanguage, startWords } from './words.ts'

await startWords(preferredLanguage())
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
