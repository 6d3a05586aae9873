import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isHosting, openNetworkFile } from './datacentres.ts'
import { writeNetworkFile } from './testing/network-file.ts'

describe('what a file says of a network', () => {
  it.each([
    [{ autonomous_system_number: 24940, autonomous_system_organization: 'Hetzner Online GmbH' }, true],
    [{ asn: 'AS16509', name: 'Amazon.com, Inc.' }, true],
    [{ autonomous_system_number: 3320, autonomous_system_organization: 'Deutsche Telekom AG' }, false],
    [{ asn: 'AS13335', name: 'Cloudflare, Inc.' }, false],
    [{ is_hosting_provider: true }, true],
    [{ is_hosting_provider: true, is_anonymous: true, is_anonymous_vpn: true }, false],
    [{ is_relay: true, autonomous_system_number: 16509 }, false],
    [{ country_code: 'DE' }, false],
    [{ asn: '' }, false],
    [null, false],
  ])('%o: a datacentre, %s', (record, expected) => {
    expect(isHosting(record)).toBe(expected)
  })
})

describe('the operator’s file', () => {
  it('is asked by address', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'farthing-networks-')), 'asn.mmdb')
    writeNetworkFile(file, {
      '203.0.113.0/24': { autonomous_system_number: 16509 },
      '198.51.100.128/25': { autonomous_system_number: 3320 },
    })
    const isDatacentre = openNetworkFile(file)
    const asked = ['203.0.113.7', '203.0.113.7', '198.51.100.130', '192.0.2.1', '']
    expect(asked.map((ip) => isDatacentre?.(ip))).toEqual([true, true, false, false, false])
  })

  it('judges nobody when there is none, and is named when it cannot be read', () => {
    expect(openNetworkFile(null)).toBeUndefined()
    expect(() => openNetworkFile('/nowhere/asn.mmdb')).toThrow('FARTHING_ASN_FILE: /nowhere/asn.mmdb is not a readable')
  })
})
