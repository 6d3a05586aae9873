// Starts the preview on a port of your choice, and prints where each scenario begins.
import { scenarios } from './made-up-answers.ts'
import { startPreview } from './preview-server.ts'

const port = Number(process.argv[2] ?? 4252)
await startPreview(port)
process.stdout.write(scenarios.map((one) => `http://localhost:${port}/__as/${one}\n`).join(''))
