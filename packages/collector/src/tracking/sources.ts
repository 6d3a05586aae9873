// Which hosts and tags are known places on the web, and of which kind. Data, and the look-up in it.
const kinds = ['search', 'social', 'video', 'shopping', 'ai', 'mail'] as const
type SourceKind = (typeof kinds)[number]

export interface Source {
  name: string
  /** Null: a place that we know nothing of but its name. */
  kind: SourceKind | null
}

/**
 * Name · hosts with all below them (`google.*`: that name or its www, m, amp under any country's ending; Android apps by their
 * package) · what people write in `utm_source`, besides the name and the hosts.
 */
type Row = readonly [name: string, hosts: string, tags?: string]

const search: readonly Row[] = [
  [
    'Google',
    'google.* cse.google.com com.google.android.googlequicksearchbox',
    'adwords googleads google-ads google_ads',
  ],
  ['Bing', 'bing.com', 'bingads bing-ads microsoft-ads'],
  ['DuckDuckGo', 'duckduckgo.com html.duckduckgo.com com.duckduckgo.mobile.android', 'ddg'],
  ['Yahoo', 'search.yahoo.com yahoo.com search.yahoo.co.jp yahoo.co.jp'],
  ['Yandex', 'yandex.* ya.ru ru.yandex.searchplugin'],
  ['Baidu', 'baidu.com'],
  ['Ecosia', 'ecosia.org'],
  ['Brave Search', 'search.brave.com', 'brave'],
  ['Startpage', 'startpage.com'],
  ['Qwant', 'qwant.com'],
  ['Kagi', 'kagi.com'],
  ['Naver', 'search.naver.com m.search.naver.com naver.com'],
  ['Daum', 'search.daum.net daum.net'],
  ['Seznam', 'search.seznam.cz seznam.cz'],
  ['Sogou', 'sogou.com'],
  ['360 Search', 'so.com'],
  ['Shenma', 'sm.cn'],
  ['AOL', 'search.aol.com aol.com'],
  ['Ask', 'ask.com'],
  ['Mojeek', 'mojeek.com'],
  ['Swisscows', 'swisscows.com'],
  ['MetaGer', 'metager.org metager.de'],
  ['Dogpile', 'dogpile.com'],
  ['Presearch', 'presearch.com'],
  ['SearXNG', 'searx.be'],
  ['Rambler', 'nova.rambler.ru rambler.ru'],
  ['Virgilio', 'virgilio.it'],
  ['Coc Coc', 'coccoc.com'],
  ['MSN', 'msn.com'],
]

const social: readonly Row[] = [
  [
    'Facebook',
    'facebook.com fb.com fb.me fb.watch com.facebook.katana com.facebook.lite',
    'fb facebookads facebook-ads facebook_ads',
  ],
  ['Messenger', 'messenger.com m.me com.facebook.orca'],
  ['Instagram', 'instagram.com ig.me com.instagram.android', 'ig instagram_ads'],
  ['Threads', 'threads.net threads.com com.instagram.barcelona'],
  ['Meta', 'meta.com', 'meta-ads meta_ads'],
  ['X', 'x.com twitter.com t.co com.twitter.android', 'twitter'],
  ['LinkedIn', 'linkedin.com lnkd.in com.linkedin.android'],
  ['Reddit', 'reddit.com redd.it out.reddit.com com.reddit.frontpage'],
  ['Pinterest', 'pinterest.* pin.it com.pinterest'],
  ['TikTok', 'tiktok.com com.zhiliaoapp.musically', 'tiktokads tiktok-ads'],
  ['Snapchat', 'snapchat.com com.snapchat.android', 'snap'],
  ['WhatsApp', 'whatsapp.com wa.me com.whatsapp'],
  ['Telegram', 'telegram.org telegram.me t.me org.telegram.messenger'],
  ['Discord', 'discord.com discord.gg discordapp.com com.discord'],
  ['Slack', 'slack.com com.slack'],
  ['Signal', 'signal.org signal.me'],
  ['Bluesky', 'bsky.app bsky.social go.bsky.app'],
  [
    'Mastodon',
    'mastodon.social mstdn.social mas.to fosstodon.org hachyderm.io mastodon.online joinmastodon.org org.joinmastodon.android',
  ],
  ['Hacker News', 'news.ycombinator.com hn.algolia.com', 'hackernews hn ycombinator'],
  ['Lobsters', 'lobste.rs'],
  ['Product Hunt', 'producthunt.com', 'producthunt ph'],
  ['Indie Hackers', 'indiehackers.com', 'indiehackers'],
  ['Quora', 'quora.com'],
  ['Stack Overflow', 'stackoverflow.com stackexchange.com superuser.com serverfault.com', 'stackoverflow'],
  ['Medium', 'medium.com'],
  ['DEV Community', 'dev.to', 'devto'],
  ['Hashnode', 'hashnode.com hashnode.dev'],
  ['Substack', 'substack.com'],
  ['Tumblr', 'tumblr.com t.umblr.com'],
  ['VK', 'vk.com vk.ru com.vkontakte.android'],
  ['Odnoklassniki', 'ok.ru'],
  ['Weibo', 'weibo.com weibo.cn t.cn'],
  ['WeChat', 'weixin.qq.com wechat.com com.tencent.mm'],
  ['QQ', 'qzone.qq.com'],
  ['Xiaohongshu', 'xiaohongshu.com xhslink.com'],
  ['Zhihu', 'zhihu.com'],
  ['LINE', 'line.me jp.naver.line.android'],
  ['KakaoTalk', 'kakao.com kakaocorp.com com.kakao.talk'],
  ['Xing', 'xing.com'],
  ['Nextdoor', 'nextdoor.com'],
  ['Flipboard', 'flipboard.com'],
  ['Pocket', 'getpocket.com'],
  ['Linktree', 'linktr.ee'],
  ['Skool', 'skool.com'],
  ['Lemmy', 'lemmy.world lemmy.ml'],
  ['Microsoft Teams', 'teams.microsoft.com teams.live.com', 'teams'],
  ['Disqus', 'disqus.com disq.us'],
  ['Goodreads', 'goodreads.com'],
  ['Tripadvisor', 'tripadvisor.*'],
  ['Yelp', 'yelp.*'],
  ['Meetup', 'meetup.com'],
]

const video: readonly Row[] = [
  ['YouTube', 'youtube.com youtu.be youtube-nocookie.com com.google.android.youtube', 'yt'],
  ['Vimeo', 'vimeo.com'],
  ['Twitch', 'twitch.tv tv.twitch.android.app'],
  ['Dailymotion', 'dailymotion.com'],
  ['Bilibili', 'bilibili.com b23.tv'],
  ['Rumble', 'rumble.com'],
  ['Odysee', 'odysee.com'],
  ['Loom', 'loom.com'],
  ['Wistia', 'wistia.com wistia.net'],
  ['Netflix', 'netflix.com'],
  ['Niconico', 'nicovideo.jp'],
  ['Youku', 'youku.com'],
  ['iQIYI', 'iqiyi.com'],
  ['PeerTube', 'joinpeertube.org'],
]

const shopping: readonly Row[] = [
  ['Amazon', 'amazon.* amzn.to com.amazon.mshop.android.shopping'],
  ['eBay', 'ebay.*'],
  ['Etsy', 'etsy.com etsy.me com.etsy.android'],
  ['Google Shopping', 'shopping.google.com', 'google-shopping google_shopping googleshopping'],
  ['Shop app', 'shop.app', 'shop_app'],
  ['Shopify', 'apps.shopify.com shopify.com'],
  ['Walmart', 'walmart.com'],
  ['Target', 'target.com'],
  ['Best Buy', 'bestbuy.com'],
  ['AliExpress', 'aliexpress.*'],
  ['Alibaba', 'alibaba.com 1688.com'],
  ['Taobao', 'taobao.com tmall.com'],
  ['JD', 'jd.com'],
  ['Temu', 'temu.com'],
  ['Shein', 'shein.com'],
  ['Mercado Libre', 'mercadolibre.* mercadolivre.com.br'],
  ['Rakuten', 'rakuten.*'],
  ['Flipkart', 'flipkart.com'],
  ['Shopee', 'shopee.*'],
  ['Lazada', 'lazada.*'],
  ['Allegro', 'allegro.pl'],
  ['Otto', 'otto.de'],
  ['Zalando', 'zalando.*'],
  ['Bol', 'bol.com'],
  ['Cdiscount', 'cdiscount.com'],
  ['Idealo', 'idealo.*'],
  ['PriceRunner', 'pricerunner.*'],
  ['Kelkoo', 'kelkoo.*'],
  ['Gumroad', 'discover.gumroad.com gumroad.com'],
  ['AppSumo', 'appsumo.com'],
]

const ai: readonly Row[] = [
  ['ChatGPT', 'chatgpt.com chat.openai.com com.openai.chatgpt', 'openai'],
  ['Perplexity', 'perplexity.ai ai.perplexity.app.android'],
  ['Claude', 'claude.ai com.anthropic.claude', 'anthropic'],
  ['Gemini', 'gemini.google.com bard.google.com com.google.android.apps.bard', 'bard'],
  [
    'Copilot',
    'copilot.microsoft.com copilot.cloud.microsoft m365.cloud.microsoft com.microsoft.copilot',
    'copilot.com',
  ],
  ['NotebookLM', 'notebooklm.google.com'],
  ['Grok', 'grok.com ai.x.grok'],
  ['DeepSeek', 'chat.deepseek.com deepseek.com com.deepseek.chat'],
  ['Le Chat', 'chat.mistral.ai', 'mistral'],
  ['Meta AI', 'meta.ai', 'meta-ai meta_ai'],
  ['Poe', 'poe.com'],
  ['You.com', 'you.com'],
  ['Phind', 'phind.com'],
  ['Duck.ai', 'duck.ai'],
  ['Kimi', 'kimi.com kimi.moonshot.cn', 'moonshot'],
  ['Qwen', 'chat.qwen.ai qwen.ai tongyi.com'],
  ['Doubao', 'doubao.com'],
  ['Ernie Bot', 'yiyan.baidu.com'],
  ['Pi', 'pi.ai'],
  ['Character.AI', 'character.ai'],
  ['HuggingChat', 'huggingface.co'],
  ['Genspark', 'genspark.ai'],
  ['Andi', 'andisearch.com'],
  ['iAsk', 'iask.ai'],
  ['Consensus', 'consensus.app'],
  ['Liner', 'liner.com getliner.com'],
]

const mail: readonly Row[] = [
  ['Gmail', 'mail.google.com com.google.android.gm'],
  [
    'Outlook',
    'outlook.live.com outlook.office.com outlook.office365.com outlook.cloud.microsoft com.microsoft.office.outlook',
  ],
  ['Yahoo Mail', 'mail.yahoo.com mail.yahoo.co.jp com.yahoo.mobile.client.android.mail'],
  ['iCloud Mail', 'icloud.com'],
  ['Proton Mail', 'mail.proton.me mail.protonmail.com ch.protonmail.android'],
  ['AOL Mail', 'mail.aol.com'],
  ['Fastmail', 'fastmail.com'],
  ['HEY', 'app.hey.com'],
  ['Zoho Mail', 'mail.zoho.com mail.zoho.eu'],
  ['GMX', 'gmx.net gmx.com gmx.de gmx.at gmx.ch deref-gmx.net deref-gmx.com'],
  ['WEB.DE', 'web.de deref-web.de'],
  ['T-Online', 'email.t-online.de'],
  ['Mail.ru', 'e.mail.ru mail.ru'],
  ['Yandex Mail', 'mail.yandex.ru mail.yandex.com'],
  ['Naver Mail', 'mail.naver.com'],
  ['QQ Mail', 'mail.qq.com'],
  ['NetEase Mail', 'mail.163.com mail.126.com'],
  ['Orange Mail', 'mail.orange.fr messagerie.orange.fr'],
  ['Tuta', 'app.tuta.com mail.tutanota.com'],
  ['Mailchimp', 'mailchi.mp list-manage.com'],
]

const rowsOf: Readonly<Record<SourceKind, readonly Row[]>> = { search, social, video, shopping, ai, mail }

const byHost = new Map<string, Source>()
/** First part of a `name.*` pattern. */
const byAnyEnding = new Map<string, Source>()
const byTag = new Map<string, Source>()

for (const kind of kinds)
  for (const [name, hosts, tags = ''] of rowsOf[kind]) {
    const source: Source = { name, kind }
    byTag.set(name.toLowerCase(), source)
    for (const tag of tags.split(' ')) if (tag !== '') byTag.set(tag, source)
    for (const host of hosts.split(' ')) {
      if (host.endsWith('.*')) byAnyEnding.set(host.slice(0, -2), source)
      else byHost.set(host, source)
    }
  }

/** Null for a host that is no known place. `host` is lower case and without port. */
export function knownHost(host: string): Source | null {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const source = byHost.get(rest)
    if (source) return source
  }
  const anyEnding = /^(?:(?:www|m|amp)\.)?([a-z0-9-]+)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.exec(host)?.[1]
  return anyEnding === undefined ? null : (byAnyEnding.get(anyEnding) ?? null)
}

/** What a `utm_source` (or `ref`, `via`, `source`) means; an unknown one keeps its own name. */
export function sourceOfTag(tag: string): Source {
  const lower = tag.toLowerCase()
  return byTag.get(lower) ?? knownHost(lower) ?? { name: tag, kind: null }
}

export const sourceOfHost = (host: string): Source =>
  knownHost(host) ?? { name: host.replace(/^www\./, ''), kind: null }
