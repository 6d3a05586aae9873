import { expect, it } from 'vitest'
import { isPublicAddress } from './private-address.ts'

it.each([
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
  ],
  ...['::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', '2001::1', 'ff02::1'],
  ...['localhost', '', '1.2.3'],
])('%s is not of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each(['93.184.215.14', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})
