// A website of static pages: what the script is put on.
import { createServer, type ServerResponse } from 'node:http'

export interface PageFile {
  html: string
  headers?: Record<string, string>
}

export class Shop {
  origin = ''
  readonly pages = new Map<string, PageFile>()
  private readonly server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    const file = this.pages.get(path) ?? this.pages.get('*')
    return serve(response, file)
  })

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    if (address && typeof address === 'object') this.origin = `http://127.0.0.1:${address.port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

const serve = (response: ServerResponse, file: PageFile | undefined): void => {
  response.writeHead(file ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...file?.headers })
  response.end(file?.html)
}
