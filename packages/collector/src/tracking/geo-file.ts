// Opens the address book of countries: the owner's .mmdb file, or the one that ships inside a package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Reader, type Response } from 'mmdb-lib'
import { nowhere, type PlaceOfAddress, placeInRecord } from './place.ts'

/** Throws with a sentence when the owner's file cannot be used. Null: the bundled file. */
export function openGeoFile(ownersFile: string | null): PlaceOfAddress {
  if (ownersFile === null) return bundled()
  try {
    return placesIn(readFileSync(ownersFile))
  } catch (cause) {
    throw new Error(`FARTHING_GEO_FILE: ${ownersFile} is not a readable .mmdb file.`, { cause })
  }
}

const require = createRequire(import.meta.url)
let opened: PlaceOfAddress | undefined

/** Eight megabytes: once for the whole process, and not before the first visit. */
const bundled = (): PlaceOfAddress => (ip) => {
  opened ??= placesIn(
    readFileSync(require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb')),
  )
  return opened(ip)
}

function placesIn(file: Buffer): PlaceOfAddress {
  const reader = new Reader<Response>(file)
  return (ip) => {
    // A visitor's IPv6 address is known as its network: `2001:db8::/64`.
    const [address = ''] = ip.split('/')
    return address === '' ? nowhere : placeInRecord(reader.get(address))
  }
}
