// Which hosts are the machine itself, or reserved for trying things out (RFC 6761): nobody else can visit them.
/** As in `URL.hostname`. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost|.+\.test)$/.test(hostname.toLowerCase())
