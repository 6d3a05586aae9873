// The mark: pennies were cut along their cross into four farthings. The lit quarters also say how sure we are.

/** A quarter of the coin, with half the cut on each side. */
const QUARTER = 'M13 11V2.05A10 10 0 0 1 21.95 11Z'
const TURNS = [0, 90, 180, 270]

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
      {TURNS.map((turn, index) => (
        <path
          key={turn}
          className={index < quarters ? 'lit' : 'unlit'}
          d={QUARTER}
          transform={`rotate(${turn} 12 12)`}
          fill="currentColor"
        />
      ))}
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <Coin size={24} />
      Farthing
    </span>
  )
}
