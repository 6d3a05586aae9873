// Finds the tag that the script came by: its attributes are the settings, its own address says where the collector is.

/** The id's prefix keeps other vendors' `data-site` out. Not `currentScript`: null for modules and late insertions. */
const find = (): HTMLScriptElement | null => document.querySelector('script[data-site^=site_]')

/** None for a second copy of the script: it finds the first one and leaves it alone. */
export const ownTag = (): HTMLScriptElement | null | undefined | false => !window.farthing?.viewId && find()
