// What a test may ask of any browser: open, click, go back, run a script in the page.

export interface Tab {
  open(url: string): Promise<void>
  back(): Promise<void>
  click(selector: string): Promise<void>
  /** The body of a function; what it returns comes back as JSON. */
  run(body: string): Promise<unknown>
  close(): Promise<void>
}

export interface Engine {
  name: string
  /** Null: here. Else what is missing, and how to get it. */
  missing(): string | null
  start(): Promise<Tab>
}
