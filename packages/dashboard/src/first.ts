// Where the web app begins: fonts, styles and the first questions, which are on their way before what draws takes the thread.
import '@fontsource-variable/bricolage-grotesque/wght.css'
import '@fontsource-variable/hanken-grotesk/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/notes.css'
import './styles/shell.css'
import './styles/menus.css'
import './styles/sites.css'
import './styles/entrance.css'
import './styles/stats.css'
import './styles/panels.css'
import './styles/map.css'
import './styles/filters.css'
import './styles/reports.css'
import './styles/figures.css'
import './styles/bones.css'
import './styles/chart.css'
import './styles/payments.css'
import './styles/connection.css'
import './styles/ways.css'
import './styles/reconcile.css'
import './styles/access.css'
import './styles/payment-page.css'
import './styles/notices.css'
import { askFirst } from './first-answers.ts'
import { createQueryClient } from './queries.ts'

/** The next question may be made of the first answers: what draws gives them so long to come. */
const ASKING_MS = 100

export const client = createQueryClient()
const first = askFirst(client, window.location, Date.now)
export const answered = first.answered

const patience = new Promise((resolve) => setTimeout(resolve, ASKING_MS))
void Promise.race([first.asked, patience]).then(() => import('./main.tsx'))
