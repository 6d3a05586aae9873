// Networks in which servers stand and nobody sits, by autonomous system number: data only.
//
// Left out on purpose, because people come through them: Cloudflare (WARP, iCloud Private Relay), Akamai's and Fastly's delivery
// networks (Private Relay), Google's own network (its VPN), M247 and Datacamp (most commercial VPNs), and networks of companies
// and universities that also rent out servers.
export const hostingNetworks: ReadonlySet<number> = new Set([
  // Amazon Web Services
  ...[16509, 14618, 8987],
  // Google Cloud
  396982,
  // Microsoft Azure
  8075,
  // Oracle Cloud
  31898,
  // IBM Cloud (SoftLayer)
  36351,
  // Alibaba Cloud
  ...[37963, 45102],
  // Tencent Cloud
  ...[45090, 132203],
  // Huawei Cloud
  ...[55990, 136907],
  // DigitalOcean
  14061,
  // Hetzner
  ...[24940, 213230, 212317],
  // OVHcloud
  16276,
  // Akamai Connected Cloud (Linode)
  63949,
  // Vultr
  20473,
  // Scaleway
  12876,
  // Contabo
  ...[51167, 40021, 141995],
  // Leaseweb
  ...[60781, 28753, 30633, 59253],
  // IONOS, Strato
  ...[8560, 6724],
  // netcup
  197540,
  // Hostinger
  47583,
  // GoDaddy
  26496,
  // Rackspace
  ...[33070, 19994, 27357],
  // UpCloud
  202053,
  // Fly.io
  40509,
  // Equinix Metal
  54825,
  // HostPapa, ColoCrossing
  36352,
  // Selectel, Timeweb, Yandex Cloud
  ...[49505, 9123, 200350],
  // DreamHost
  26347,
  // Infomaniak
  29222,
  // Exoscale
  61098,
  // Aruba
  31034,
  // BuyVM, Hostwinds, InterServer, RamNode
  ...[53667, 54290, 19318, 3842],
])
