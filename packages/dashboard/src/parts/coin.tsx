// The mark: a farthing is the fourth part of a penny, so the coin fills by quarters. It also shows how sure we are.

const QUARTERS = [
  'M12 12V5.5A6.5 6.5 0 0 1 18.5 12Z',
  'M12 12H18.5A6.5 6.5 0 0 1 12 18.5Z',
  'M12 12V18.5A6.5 6.5 0 0 1 5.5 12Z',
  'M12 12H5.5A6.5 6.5 0 0 1 12 5.5Z',
]

interface CoinProps {
  quarters?: 0 | 1 | 2 | 3 | 4
  size?: number
  turning?: boolean
}

/** Always beside words that say the same: hidden from screen readers. */
export function Coin({ quarters = 1, size = 20, turning = false }: CoinProps) {
  return (
    <svg
      className={turning ? 'coin turning' : 'coin'}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="2" />
      {QUARTERS.slice(0, quarters).map((path) => (
        <path key={path} d={path} fill="currentColor" />
      ))}
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <Coin size={22} />
      Farthing
    </span>
  )
}
